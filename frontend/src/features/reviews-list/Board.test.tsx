import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import {
  WireError,
  type ListFilter,
  type PromiseTold,
  type ReviewRow,
  type ReviewState,
} from '../../backend';
import { recordedBackend, reviewRow } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
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
  held: '',
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
  const put = (ref: string, state: ReviewState) => {
    rows = rows.map((r) => (r.ref === ref ? { ...r, state } : r));
  };
  const setTyped = vi.fn((ref: string, _field: string, _seen: string, value: string) => {
    put(ref, JSON.parse(value) as ReviewState);
    return Promise.resolve({ rev: 2 });
  });
  const get = (ref: string) =>
    Promise.resolve({
      ...emptyReview(),
      ref,
      state: rows.find((r) => r.ref === ref)?.state ?? 'draft',
    });
  const remove = vi.fn((ref: string) => {
    rows = rows.filter((r) => r.ref !== ref);
    return Promise.resolve({ rev: 2 });
  });
  return {
    asked,
    setTyped,
    put,
    remove,
    backend: recordedBackend({ reviews: { list, get, setTyped, remove } }),
  };
}
const column = (name: string) => screen.findByRole('listbox', { name: `Reviews: ${name}` });
const here = () => document.activeElement?.querySelector('[aria-selected=true]')?.textContent ?? '';

it('shows the reviews by state and moves them by keyboard, with the way back', async () => {
  const { backend, setTyped } = stateful([
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
  expect(setTyped.mock.calls.map((c) => c[3])).toEqual(['"in_review"', '"agreed"']);
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() =>
    expect(setTyped.mock.lastCall).toEqual([
      'REV-26-BBBBBB',
      'state',
      '"agreed"',
      '"in_review"',
      '',
    ]),
  );
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() =>
    expect(setTyped.mock.lastCall).toEqual([
      'REV-26-BBBBBB',
      'state',
      '"in_review"',
      '"draft"',
      '',
    ]),
  );
  expect(setTyped).toHaveBeenCalledTimes(4);

  await userEvent.keyboard('b');
  expect(await screen.findByRole('listbox', { name: 'Reviews' })).toBeVisible();
});

it('says what keeps a review from being agreed, and leads there', async () => {
  const { backend, setTyped } = stateful([
    reviewRow({ ref: 'REV-26-AAAAAA', title: 'Payouts twice', state: 'in_review' }),
  ]);
  setTyped.mockRejectedValue(
    new WireError('denied', 'review.not_to_agree', { ref: 'REV-26-AAAAAA', count: '1' }, [
      { name: 'factors/f', key: 'check.C09', params: { text: 'One key' } },
    ]),
  );
  renderScreen(<ReviewsList />, backend);
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('b');
  (await column('In review')).focus();
  await waitFor(() => expect(here()).toContain('Payouts twice'));
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(await screen.findByText(/not agreed yet.*settle: 1\..*One key/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Show the checks' }));
  expect(window.location.hash).toBe('#/reviews/REV-26-AAAAAA/checks');
  window.location.hash = '';
  expect(await column('In review')).toHaveTextContent('Payouts twice');
});

it('leaves a state that somebody decided since, and one that only others know', async () => {
  const { backend, setTyped, put } = stateful([
    reviewRow({ ref: 'REV-26-AAAAAA', title: 'Payouts twice', state: 'draft' }),
    reviewRow({ ref: 'REV-26-DDDDDD', title: 'From a newer one', state: 'parked' as ReviewState }),
  ]);
  renderScreen(<ReviewsList />, backend);
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('b');
  await column('Draft');
  await waitFor(() => expect(here()).toContain('Payouts twice'));
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await waitFor(async () => expect(document.activeElement).toBe(await column('In review')));
  put('REV-26-AAAAAA', 'agreed');
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(await screen.findByText(/REV-26-AAAAAA is Agreed by now/)).toBeVisible();
  expect(setTyped).toHaveBeenCalledTimes(1);

  (await column('Other states')).focus();
  await waitFor(() => expect(here()).toContain('From a newer one'));
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(setTyped).toHaveBeenCalledTimes(1);
  await userEvent.keyboard('b');
});

it('lets go of a review that is not on the screen any more', async () => {
  const { backend, setTyped, remove } = stateful([
    reviewRow({ ref: 'REV-26-AAAAAA', title: 'Payouts twice', state: 'draft' }),
    reviewRow({ ref: 'REV-26-CCCCCC', title: 'Checkout slow', state: 'agreed' }),
  ]);
  renderScreen(<ReviewsList />, backend);
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('b');
  await column('Draft');
  await waitFor(() => expect(here()).toContain('Payouts twice'));
  await userEvent.keyboard('{Delete}');
  await waitFor(() => expect(screen.queryByText('Payouts twice')).toBeNull());
  await userEvent.keyboard('{Delete}{Alt>}{ArrowRight}{/Alt}');
  expect(remove).toHaveBeenCalledTimes(1);
  expect(setTyped).not.toHaveBeenCalled();
  await userEvent.keyboard('/{ArrowDown}');
  await waitFor(() => expect(here()).toContain('Checkout slow'));
  await userEvent.keyboard('b');
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

it('says of a review that it was held, and not late, where that depends on an unknown hour', async () => {
  const held = '2026-11-22T10:00:00+01:00';
  const row = (ref: string, state: PromiseTold['state'], exact: boolean) =>
    reviewRow({
      ref,
      title: ref,
      state: 'draft',
      promise: { ...promise, state, exact, held, left: -60 },
    });
  const { backend } = stateful([
    row('REV-26-AAAAAA', 'unknown', false),
    row('REV-26-BBBBBB', 'held', true),
  ]);
  renderScreen(<ReviewsList />, backend);
  await screen.findByRole('listbox', { name: 'Reviews' });
  await userEvent.keyboard('b');
  const drafts = within(await column('Draft'));
  expect(drafts.getAllByText(/^held .* late$/)).toHaveLength(1);
  expect(drafts.getAllByText(/^held /)).toHaveLength(2);
});
