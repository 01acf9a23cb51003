import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { parseError, type HistoryRow } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { actionOf, emptyReview, entryOf } from '../../testing/review';
import { History } from './History';

const review = emptyReview({
  actions: [actionOf({ id: 'x', title: 'Set the timers', due: '2026-12-04' })],
  sections: [{ key: 'summary', title: '', text: 'The line stood still.' }],
  timeline: [entryOf({ id: 'e', text: 'Nobody saw it' })],
});
const row = (part: Partial<HistoryRow> & { step: number }): HistoryRow => ({
  by: null,
  own: true,
  before: part.step * 10,
  at: '2026-11-18T14:32:07Z',
  zone: 'UTC',
  actor: 'a-1',
  action: 'actions.set',
  kind: 'edit',
  label: { key: 'history.actions.set' },
  origin: 'window',
  undone: false,
  why: '',
  changes: [],
  beside: [],
  ...part,
});
const due = (before: string, after: string) => [
  { path: 'actions/x/due', lead: '', before, after, tail: '', asked: false },
];
const rows: HistoryRow[] = [
  row({ step: 7, changes: due('2026-12-01', '2026-12-04') }),
  row({
    step: 5,
    own: false,
    action: 'sync.receive',
    kind: 'note',
    label: { key: 'history.sync.receive' },
    by: { name: 'ada', at: '2026-11-17T09:00:00Z', commit: 'c0ffee', joined: false, own: false },
    changes: due('', '2026-12-01'),
  }),
];
const place = '/reviews/REV-26-AAAAAA/history?of=actions/x/due';
const answers = () => ({
  line: vi.fn(() => Promise.resolve({ rows, more: false })),
  takeBack: vi.fn(() => Promise.resolve({ rev: 9 })),
  past: vi.fn(() =>
    Promise.resolve({
      row: rows[1] as HistoryRow,
      review: {
        ...review,
        title: 'The first title',
        timeline: [entryOf({ id: 'e', text: 'Nobody saw it', role: 'Monitoring' })],
        sections: [],
        conflicts: [
          {
            id: 'c',
            path: 'actions/x/due',
            kind: 'text',
            base: '',
            values: ['2026-12-01', '2026-12-02'],
            state: 'open',
            rank: 'V',
          },
        ],
      },
    }),
  ),
});

it('lists the values of one field with who wrote them and what stood there before', async () => {
  const records = answers();
  const { container } = renderScreen(
    <History review={review} />,
    recordedBackend({ records }),
    place,
  );
  const box = await screen.findByRole('listbox', { name: 'History of Due · Set the timers' });
  const [first, second] = within(box).getAllByRole('option');
  expect(first?.querySelector('del')).toHaveTextContent('2026-12-01');
  expect(first?.querySelector('ins')).toHaveTextContent('2026-12-04');
  expect(first).toHaveTextContent('you');
  expect(second).toHaveTextContent('by ada');
  expect(second).toHaveTextContent('Written 17 Nov 2026, 09:00 UTC');
  expect(screen.getByText('2 changes · This is what stands there now.')).toBeVisible();
  expect(records.line).toHaveBeenCalledWith(review.ref, 'actions/x/due', 50, 0, 'incident');
  expect(await seriousFindings(container)).toEqual([]);
});

it('takes an earlier value back by key, and not the one that stands there', async () => {
  const records = answers();
  renderScreen(<History review={review} />, recordedBackend({ records }), place);
  await screen.findByRole('listbox');
  expect(screen.getByRole('button', { name: /Take this value back/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await userEvent.keyboard('b');
  expect(records.takeBack).not.toHaveBeenCalled();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}b');
  expect(records.takeBack).toHaveBeenCalledWith(review.ref, 'actions/x/due', 5, '');
  expect(await screen.findByText('Taken back: Due · Set the timers')).toBeVisible();
});

it('tells what others decided and wrote that never stood there', async () => {
  const beside = { by: 'Kite', own: false, file: false, at: '2026-11-18T08:00:00Z' };
  const asked = row({
    step: 9,
    own: false,
    action: 'conflicts.set',
    kind: 'note',
    label: { key: 'history.conflicts.set' },
    beside: [
      { ...beside, value: '2026-12-09', decided: true, why: 'the vendor said so' },
      { ...beside, value: '2026-12-08', decided: false, why: '' },
    ],
  });
  const records = {
    ...answers(),
    line: () => Promise.resolve({ rows: [asked, ...rows], more: false }),
  };
  renderScreen(<History review={review} />, recordedBackend({ records }), place);
  const box = await screen.findByRole('listbox');
  const [first] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent(
    'Kite took “2026-12-09”, 18 Nov 2026, 08:00: “the vendor said so”',
  );
  expect(first).toHaveTextContent('Kite wrote “2026-12-08”, 18 Nov 2026, 08:00');
  expect(screen.getByText(/This step put no other value here/)).toBeVisible();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByText(/This is what stands there now/)).toBeVisible();
});

it('says why a value cannot be taken back', async () => {
  const records = {
    ...answers(),
    takeBack: () => Promise.reject(parseError('{"code":"denied","key":"history.not_there_then"}')),
  };
  renderScreen(<History review={review} />, recordedBackend({ records }), place);
  await screen.findByRole('listbox');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}b');
  expect(await screen.findByText(/there is nothing to take back/)).toBeVisible();
});

it('shows the review as it was then, with what is different now and the way back', async () => {
  const records = answers();
  const { container } = renderScreen(
    <History review={review} />,
    recordedBackend({ records }),
    place,
  );
  await screen.findByRole('listbox');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}t');
  const page = await screen.findByRole('region', { name: 'The review as it was then' });
  expect(records.past).toHaveBeenCalledWith(review.ref, 5, 'incident');
  expect(screen.getByText('As it was on Wed 18 Nov 2026, 14:32 UTC.')).toBeVisible();
  expect(screen.getByText(/“Received from others”, by ada/)).toBeVisible();
  expect(within(page).getByText('The first title')).toBeVisible();
  expect(within(page).getByText('Title different now')).toBeVisible();
  expect(within(page).getAllByText('different now')).toHaveLength(1);
  // As it was: with the roles, and with what was undecided then.
  expect(within(page).getByText('Monitoring')).toBeVisible();
  expect(within(page).getByText('undecided')).toBeVisible();
  expect(within(page).getByText('Set the timers')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.getByRole('listbox')).toBeVisible());
});

it('says so where nothing was ever entered', async () => {
  const records = { line: () => Promise.resolve({ rows: [], more: false }) };
  renderScreen(<History review={review} />, recordedBackend({ records }), place);
  expect(await screen.findByText('Nothing was ever entered here.')).toBeVisible();
});
