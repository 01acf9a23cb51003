import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { seriousFindings } from '../testing/render';
import { RowList } from './RowList';

type Item = { id: string; heading?: boolean };

function List({ items, onOpen }: { items: Item[]; onOpen?: (id: string) => void }) {
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <RowList
      label="Things"
      items={items}
      keyOf={(i) => i.id}
      rowHeight={40}
      isHeading={(i) => i.heading === true}
      selected={selected}
      onSelect={setSelected}
      onOpen={onOpen}
      renderRow={(i) => <span>{i.id}</span>}
    />
  );
}

const plain = (n: number): Item[] => Array.from({ length: n }, (_, i) => ({ id: `row ${i}` }));
const chosen = () => screen.getByRole('option', { selected: true }).textContent;

it('moves with arrows, Home and End and opens with Enter', async () => {
  const onOpen = vi.fn();
  render(<List items={plain(5)} onOpen={onOpen} />);
  const user = userEvent.setup();
  await user.tab();
  expect(screen.getByRole('listbox', { name: 'Things' })).toHaveFocus();
  expect(chosen()).toBe('row 0');
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(chosen()).toBe('row 2');
  await user.keyboard('{End}');
  expect(chosen()).toBe('row 4');
  await user.keyboard('{ArrowDown}');
  expect(chosen()).toBe('row 4');
  await user.keyboard('{Home}');
  expect(chosen()).toBe('row 0');
  await user.keyboard('{Enter}');
  expect(onOpen).toHaveBeenCalledExactlyOnceWith('row 0');
});

it('passes over headings', async () => {
  render(<List items={[{ id: 'Known', heading: true }, ...plain(2)]} />);
  const user = userEvent.setup();
  await user.tab();
  await user.keyboard('{Home}');
  expect(chosen()).toBe('row 0');
  await user.keyboard('{ArrowUp}');
  expect(chosen()).toBe('row 0');
});

it('names the row it is at for a screen reader', async () => {
  render(<List items={plain(3)} />);
  const user = userEvent.setup();
  await user.click(screen.getByText('row 1'));
  const list = screen.getByRole('listbox');
  const id = list.getAttribute('aria-activedescendant');
  expect(document.getElementById(id ?? '')).toHaveTextContent('row 1');
  expect(list).toHaveFocus();
});

it('keeps ten thousand rows out of the page and counts them all the same', () => {
  render(<List items={plain(10_000)} />);
  const rows = within(screen.getByRole('listbox')).getAllByRole('option');
  expect(rows.length).toBeLessThan(100);
  expect(rows[0]).toHaveAttribute('aria-setsize', '10000');
});

it('picks several with Ctrl and Shift, and keeps the row it is at apart', async () => {
  const picks: string[] = [];
  function Several() {
    const [at, setAt] = useState<string | null>(null);
    return (
      <RowList
        label="Things"
        items={plain(5)}
        keyOf={(i) => i.id}
        rowHeight={40}
        selected={at}
        onSelect={setAt}
        picked={new Set(['row 1', 'row 3'])}
        onPick={(key, how) => picks.push(`${how} ${key}`)}
        renderRow={(i) => <span>{i.id}</span>}
      />
    );
  }
  const { container } = render(<Several />);
  const user = userEvent.setup();
  await user.click(screen.getByText('row 0'));
  await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
  await user.keyboard('{Control>}');
  await user.click(screen.getByText('row 4'));
  await user.keyboard('{/Control}{Shift>}');
  await user.click(screen.getByText('row 2'));
  await user.keyboard('{/Shift}');
  expect(picks).toEqual(['none row 0', 'range row 1', 'toggle row 4', 'range row 2']);
  expect(screen.getByRole('listbox')).toHaveAttribute('aria-multiselectable', 'true');
  const on = screen.getAllByRole('option', { selected: true }).map((row) => row.textContent);
  expect(on).toEqual(['row 1', 'row 3']);
  expect(screen.getByText('row 2').closest('[role=option]')).toHaveAttribute('data-at');
  expect(await seriousFindings(container)).toEqual([]);
});

it('has no serious finding of axe', async () => {
  const { container } = render(<List items={[{ id: 'Known', heading: true }, ...plain(3)]} />);
  expect(await seriousFindings(container)).toEqual([]);
});
