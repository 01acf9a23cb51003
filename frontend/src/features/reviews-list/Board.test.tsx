import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ListFilter, PromiseTold, ReviewRow, ReviewState } from '../../backend';
import { recordedBackend, reviewRow } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { ReviewsList } from './ReviewsList';

const known: ReviewState[] = ['draft', 'in_review', 'agreed', 'closed'];

const promise: PromiseTold = {
  state: 'running',
  limit: '24 hours',
  due: '2026-11-23T17:00:00+01:00',
  left: 75,
  business: 60,
  exact: true,
  why: '',
  rule: 'POL-26-CCCCCC',
  number: 2,
};

/** A backend that keeps the states of its reviews. */
function stateful(rows: ReviewRow[]) {
  const asked: ListFilter[] = [];
  const list = (f: ListFilter) => {
    asked.push(f);
    const fits = rows.filter(
      (r) =>
        f.state === '' || (f.state === 'other' ? !known.includes(r.state) : r.state === f.state),
    );
    const end = f.limit > 0 ? f.offset + f.limit : fits.length;
    return Promise.resolve({
      rows: fits.slice(f.offset, end),
      fits: fits.length,
      total: rows.length,
      lag: 0,
    });
  };
  const setField = vi.fn((ref: string, _field: string, value: string) => {
    rows = rows.map((r) => (r.ref === ref ? { ...r, state: JSON.parse(value) as ReviewState } : r));
    return Promise.resolve({ rev: 2 });
  });
  return { asked, setField, backend: recordedBackend({ reviews: { list, setField } }) };
}
const column = (name: string) => screen.findByRole('listbox', { name: `Reviews: ${name}` });
const here = () => document.activeElement?.querySelector('[aria-selected=true]')?.textContent ?? '';

it('shows the reviews by state and moves them by keyboard, with the way back', async () => {
  const { backend, setField } = stateful([
    reviewRow({ ref: 'REV-26-AAAAAA', title: 'Payouts twice', state: 'draft', promise }),
    reviewRow({ ref: 'REV-26-BBBBBB', title: 'Search behind', state: 'draft' }),
    reviewRow({ ref: 'REV-26-CCCCCC', title: 'Checkout slow', state: 'agreed' }),
    reviewRow({ ref: 'REV-26-DDDDDD', title: 'From elsewhere', state: '' as ReviewState }),
  ]);
  const { container } = renderScreen(<ReviewsList />, backend);
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('b');
  const drafts = await column('Draft');
  expect(within(drafts).getAllByRole('option')).toHaveLength(2);
  expect(drafts).toHaveTextContent('due in 1 h 15 min');
  expect(await column('Other states')).toHaveTextContent('From elsewhere');
  expect(await seriousFindings(container)).toEqual([]);

  // Over the empty column to the next one that holds something, and back to where one was.
  await waitFor(() => expect(here()).toContain('Payouts twice'));
  await userEvent.keyboard('{ArrowDown}');
  expect(here()).toContain('Search behind');
  await userEvent.keyboard('{ArrowRight}');
  await waitFor(() => expect(here()).not.toContain('Search'));
  expect(here()).toContain('Checkout slow');
  await userEvent.keyboard('{ArrowLeft}');
  expect(here()).toContain('Search behind');

  // The review takes the keyboard along.
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await waitFor(() => expect(here()).toContain('Search behind'));
  expect(document.activeElement).toBe(await column('In review'));
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await waitFor(async () => expect(document.activeElement).toBe(await column('Agreed')));
  expect(setField.mock.calls.map((c) => c[2])).toEqual(['"in_review"', '"agreed"']);
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() =>
    expect(setField).toHaveBeenLastCalledWith('REV-26-BBBBBB', 'state', '"in_review"', ''),
  );
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() =>
    expect(setField).toHaveBeenLastCalledWith('REV-26-BBBBBB', 'state', '"draft"', ''),
  );
  expect(setField).toHaveBeenCalledTimes(4);

  await userEvent.keyboard('b');
  expect(await screen.findByRole('listbox', { name: 'Reviews' })).toBeVisible();
});

it('reads of ten thousand reviews only what is seen of each column', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) =>
    reviewRow({
      ref: `REV-26-${String(i).padStart(6, '0')}`,
      title: `Review ${i}`,
      state: known[i % 4] ?? 'draft',
    }),
  );
  const { backend, asked } = stateful(many);
  renderScreen(<ReviewsList />, backend);
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('b');
  const closed = await column('Closed');
  expect(within(closed).getAllByRole('option')[0]).toHaveAttribute('aria-setsize', '2500');
  expect(screen.getAllByRole('option').length).toBeLessThan(200);
  expect(asked.every((f) => f.limit > 0 && f.limit <= 100 && f.offset === 0)).toBe(true);
  await userEvent.keyboard('b');
});
