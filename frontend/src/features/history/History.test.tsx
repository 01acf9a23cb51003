import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { WireError, type HistoryRow } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { actionOf, emptyReview } from '../../testing/review';
import { History } from './History';
import { clipped, placeWords, valueWords } from './words';

const step = (part: Partial<HistoryRow> & { step: number }): HistoryRow => ({
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
  by: null,
  own: true,
  changes: [],
  beside: [],
  ...part,
});
const change = (path: string, before: string, after: string) => ({
  path,
  lead: '',
  before,
  after,
  tail: '',
  asked: false,
});
const review = emptyReview({ actions: [actionOf({ id: 'x', title: 'Set the timers' })] });
const rows: HistoryRow[] = [
  step({ step: 4, kind: 'undo', origin: 'cli' }),
  step({
    step: 3,
    undone: true,
    why: '',
    changes: [change('actions/x/status', 'candidate', 'in_progress')],
  }),
  step({
    step: 2,
    at: '2026-11-17T09:00:00Z',
    label: { key: 'history.sections.text' },
    changes: [change('sections/summary/text', 'shut down', 'stood still')],
  }),
];
const undo = { undo: { key: 'history.actions.set' }, redo: null };
const backendOf = (all: HistoryRow[], size = 100) => {
  const history = vi.fn((_ref: string, _limit: number, before: number, times: string) => {
    const rest = before ? all.filter((r) => r.before < before) : all;
    expect(times).toBe('incident');
    return Promise.resolve({ rows: rest.slice(0, size), more: rest.length > size });
  });
  const canUndo = () => Promise.resolve(undo);
  return { history, backend: recordedBackend({ records: { history, canUndo } }) };
};

it('lists the steps by day with who did them, undone ones struck through', async () => {
  const { container } = renderScreen(<History review={review} />, backendOf(rows).backend);
  const box = await screen.findByRole('listbox', { name: 'History of the review' });
  const [first, second, third] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent('Undid: Action changed');
  expect(first?.querySelector('.step-origin')).toHaveTextContent('you');
  expect(second?.querySelector('.struck')).toHaveTextContent('Action changed');
  expect(second).toHaveTextContent('undone');
  expect(third).toHaveTextContent('Section written');
  expect(within(box).getByText('Wed 18 Nov 2026')).toBeVisible();
  expect(within(box).getByText('Tue 17 Nov 2026')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('names who did a step, and a question that came, in words that fit the column', async () => {
  const came = { name: '', at: '2026-11-18T14:30:00Z', commit: 'c1', joined: true, own: false };
  const received = { action: 'sync.receive', label: { key: 'history.sync.receive' }, own: false };
  renderScreen(
    <History review={review} />,
    backendOf([
      step({
        step: 9,
        ...received,
        by: came,
        changes: [{ ...change('severity', '', 'SEV1 / SEV2'), asked: true }],
      }),
      step({ step: 8, ...received, by: { ...came, joined: false, name: 'Heron' } }),
      step({ step: 7, own: false, actor: 'a-9x2k4m7q3w' }),
      step({ step: 6, origin: 'cli' }),
    ]).backend,
  );
  const box = await screen.findByRole('listbox', { name: 'History of the review' });
  const [asked, heron, other, mine] = within(box).getAllByRole('option');
  expect(asked).toHaveTextContent('A question came');
  expect(asked).toHaveTextContent('Question about: Severity');
  const who = [asked, heron, other, mine].map((o) => o?.querySelector('.step-origin')?.textContent);
  expect(who).toEqual(['two versions joined', 'by Heron', 'a-9x2k4m7q3w', 'you']);
  await userEvent.keyboard('{End}{Enter}');
  expect(within(mine as HTMLElement).getByText('Done in a terminal')).toBeVisible();
});

it('shows the words before and after by keyboard', async () => {
  renderScreen(<History review={review} />, backendOf(rows).backend);
  const box = await screen.findByRole('listbox', { name: 'History of the review' });
  await userEvent.keyboard('{End}{Enter}');
  const last = within(box).getAllByRole('option').at(-1) as HTMLElement;
  expect(last.querySelector('del')).toHaveTextContent('shut down');
  expect(last.querySelector('ins')).toHaveTextContent('stood still');
  await userEvent.keyboard('{ArrowUp}{ArrowRight}');
  const middle = within(box).getAllByRole('option')[1] as HTMLElement;
  expect(middle).toHaveTextContent('State · Set the timers');
  expect(middle.querySelector('ins')).toHaveTextContent('in progress');
  await userEvent.keyboard('{ArrowLeft}');
  expect(middle.querySelector('ins')).toBeNull();
});

it('fetches earlier pages by the place of the last row until all are there', async () => {
  const { backend, history } = backendOf(rows, 2);
  renderScreen(<History review={review} />, backend);
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(3));
  expect(history.mock.calls.map((c) => c[2])).toEqual([0, 30]);
});

it('says with a step why it was decided so, open or not, and finds it by that', async () => {
  const decided = step({
    step: 9,
    action: 'conflicts.set',
    label: { key: 'history.conflicts.set' },
    why: 'The log of the pump says so',
    changes: [change('severity', 'SEV2', 'SEV1')],
  });
  const { container } = renderScreen(
    <History review={review} />,
    backendOf([decided, ...rows]).backend,
  );
  await screen.findByRole('listbox', { name: 'History of the review' });
  expect(screen.getByText('Reason: The log of the pump says so')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('/');
  await userEvent.keyboard('log of the pump');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
});

it('filters by the words of a step, and says when none fits', async () => {
  renderScreen(<History review={review} />, backendOf(rows).backend);
  await screen.findByRole('listbox', { name: 'History of the review' });
  await userEvent.keyboard('/');
  await userEvent.keyboard('stood still');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  expect(screen.getByText('1 of 3 steps')).toBeVisible();
  await userEvent.keyboard(' nowhere');
  expect(await screen.findByText('No step has these words.')).toBeVisible();
});

it('names what undo would do, and why redo is off', async () => {
  renderScreen(<History review={review} />, backendOf(rows).backend);
  expect(await screen.findByRole('button', { name: /Undo: Action changed/ })).toBeVisible();
  expect(screen.getByRole('button', { name: /^Redo/ })).toHaveAttribute('aria-disabled', 'true');
});

it('says in words when the history cannot be read, and tries again', async () => {
  let broken = true;
  const { history, backend } = backendOf(rows);
  backend.records.history = (...a) =>
    broken ? Promise.reject(new WireError('internal', 'error.internal')) : history(...a);
  renderScreen(<History review={review} />, backend);
  await screen.findByText('The history could not be read');
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('listbox')).toBeVisible();
});

it('puts values into words: states, lists, stated times and what is gone', () => {
  expect(valueWords(review, 'actions/x/status', 'in_progress')).toBe('in progress');
  expect(valueWords(review, 'factors/f/classes', '["technical","human"]')).toBe(
    'technical and human',
  );
  expect(
    valueWords(review, 'timeline/e/times', '[{"at":"2026-11-16T22:09:00+01:00","zone":"CET"}]'),
  ).toBe('16 Nov 2026, 22:09 CET');
  expect(valueWords(review, 'actions/x/rank', 'Vk')).toBe('');
  expect(valueWords(review, 'sections/s/text', '[not JSON')).toBe('[not JSON');
  expect(placeWords(review, 'actions/gone/due')).toBe('Due');
  expect(placeWords(review, '')).toBe('The whole review');
});

const moved = emptyReview({
  causes: [
    causeOf('a', '', 'Orders were too small'),
    causeOf('b', 'a', 'The list was old'),
    causeOf('c', 'b', 'Nobody reads the counter'),
  ],
});
function causeOf(id: string, parent: string, text: string) {
  return { id, parent, text, kind: 'cause', status: '', classes: [], rank: 'V' };
}

it('says of a moved cause below which it stood and stands, and of a part that is gone that it is', async () => {
  expect(valueWords(moved, 'causes/c/parent', 'a')).toBe('“Orders were too small”');
  expect(valueWords(moved, 'causes/c/also', '["a","b"]')).toBe(
    '“Orders were too small” and “The list was old”',
  );
  expect(valueWords(moved, 'causes/c/parent', '01GONE')).toBe('something that was removed');
  expect(valueWords(moved, 'causes/c/status', 'ruled_out')).toBe('ruled out');
  const row = step({
    step: 9,
    label: { key: 'history.causes.move' },
    changes: [change('causes/c/parent', 'a', 'b')],
  });
  renderScreen(<History review={moved} />, backendOf([step({ step: 10 }), row]).backend);
  const box = await screen.findByRole('listbox', { name: 'History of the review' });
  await userEvent.keyboard('{End}{Enter}');
  const only = within(box).getAllByRole('option')[1];
  expect(only).toHaveTextContent('Place in the tree · Nobody reads the counter');
  expect(only?.querySelector('del')).toHaveTextContent('“Orders were too small”');
  expect(only?.querySelector('ins')).toHaveTextContent('“The list was old”');
  // Beside the day stands the zone of its times.
  expect(within(box).getByText('times in UTC')).toBeVisible();
});

it('cuts the words of a place behind a word, and a single long one where it must', () => {
  const long =
    'The certificate of the gateway ran out in the night and the alarm went to a mailbox nobody had read';
  const words = placeWords(emptyReview({ causes: [causeOf('a', '', long)] }), 'causes/a/text');
  expect(words).toBe(
    'Words · The certificate of the gateway ran out in the night and the alarm went to a mailbox nobody…',
  );
  expect(clipped('x'.repeat(99), 20)).toBe(`${'x'.repeat(20)}…`);
  expect(clipped('🙂'.repeat(30), 20)).toBe(`${'🙂'.repeat(20)}…`);
  expect(clipped('one two', 3)).toBe('one…');
  expect(clipped('one two', 7)).toBe('one two');
});
