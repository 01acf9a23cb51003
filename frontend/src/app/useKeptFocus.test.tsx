import { render, screen, waitFor } from '@testing-library/react';
import { useEffect, useRef } from 'react';
import { expect, it } from 'vitest';
import { useKeptFocus } from './useKeptFocus';

function Frame({ rows, next = false }: { rows: string[]; next?: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useKeptFocus(frame);
  useEffect(() => {
    if (next) first.current?.focus();
  }, [rows, next]);
  return (
    <div ref={frame} tabIndex={-1} role="group" aria-label="Room">
      {rows.map((r, i) => (
        <button key={r} ref={i === 0 ? first : undefined} type="button">
          {r}
        </button>
      ))}
    </div>
  );
}

it('takes the focus of what goes, and leaves it to what asks for it', async () => {
  const { rerender } = render(<Frame rows={['one', 'two']} />);
  screen.getByRole('button', { name: 'one' }).focus();
  rerender(<Frame rows={['two']} next />);
  await new Promise((r) => requestAnimationFrame(r));
  expect(screen.getByRole('button', { name: 'two' })).toHaveFocus();
  rerender(<Frame rows={[]} />);
  await waitFor(() => expect(screen.getByRole('group', { name: 'Room' })).toHaveFocus());
});

it('leaves the focus alone where nothing of it had any', async () => {
  const { rerender } = render(<Frame rows={['one']} />);
  rerender(<Frame rows={[]} />);
  await new Promise((r) => requestAnimationFrame(r));
  await new Promise((r) => requestAnimationFrame(r));
  expect(document.body).toHaveFocus();
});
