import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TextArea, TextField } from './Field';
import { placeAfter } from './keptCaret';

/** A field whose text the test may change as others do. */
function show(As: typeof TextField | typeof TextArea) {
  let text = 'The bank called.';
  const put = (next: string) => {
    text = next;
    view.rerender(field());
  };
  const field = () => <As label="Summary" value={text} onChange={put} />;
  const view = render(field());
  return (next: string) => act(() => put(next));
}

it.each([
  ['line', TextField],
  ['text', TextArea],
] as const)('keeps the caret of a %s at its word when words come in', async (_, As) => {
  const fromElsewhere = show(As);
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Summary' });
  await userEvent.click(field);
  await userEvent.keyboard('{End} twice');
  expect(field).toHaveValue('The bank called. twice');
  fromElsewhere('On Monday the bank called. twice');
  await userEvent.keyboard('!');
  expect(field).toHaveValue('On Monday the bank called. twice!');
  await userEvent.keyboard('{Home}');
  fromElsewhere('On Monday the bank called. twice! Then it was over.');
  await userEvent.keyboard('So: ');
  expect(field).toHaveValue('So: On Monday the bank called. twice! Then it was over.');
});

it('stands behind words that come back into an emptied field', async () => {
  const fromElsewhere = show(TextArea);
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Summary' });
  await userEvent.clear(field);
  fromElsewhere('No');
  await userEvent.keyboard('{Backspace}w');
  expect(field).toHaveValue('Nw');
});

it('finds a word again whatever was put before it', () => {
  const words = fc.stringMatching(/^[a-z ]*$/);
  fc.assert(
    fc.property(words, words, words, (a, b, after) => {
      const here = 'HERE';
      const from = a + here + after;
      const to = b + here + after;
      expect(placeAfter(from.indexOf(here) + 2, from, to)).toBe(to.indexOf(here) + 2);
    }),
  );
});
