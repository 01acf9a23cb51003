import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { useCommandContext } from '../commands';
import { recordedBackend } from '../testing/recorded';
import { emptyReview, factorOf } from '../testing/review';
import { App } from './App';

vi.setConfig({ testTimeout: 30_000 });
// A step that begins with something selected, as the causes do.
vi.mock('./reviewTabs', async () => {
  const { lazy } = await import('react');
  // Its code never comes.
  const Late = lazy(() => new Promise<{ default: typeof Step }>(() => undefined));
  return {
    reviewTabs: [
      { id: 'overview', title: 'review.tab.overview', icon: 'reviews', Screen: Step },
      { id: 'factors', title: 'review.tab.factors', icon: 'reviews', Screen: Step },
      { id: 'report', title: 'review.tab.report', icon: 'file', Screen: Late, Waiting: Sheet },
    ],
  };
});
function Sheet() {
  return <p>The sheet to wait on</p>;
}
function Step() {
  useCommandContext({ selection: { kind: 'factor', id: 'f', label: 'Timers ran twice' } });
  return <p>The step</p>;
}
const room = '#/reviews/REV-26-AAAAAA/overview';
const none = { rows: [], fits: 0, total: 0, lag: 0 };
const long = { timeout: 10_000 };
// jsdom changes the address without telling the page, as the engines do.
function go(hash: string) {
  window.history.pushState({}, '', hash);
  act(() => void window.dispatchEvent(new PopStateEvent('popstate')));
}

it('leaves the selection to the step, which knew it first', async () => {
  const backend = recordedBackend({
    reviews: { get: () => Promise.resolve(emptyReview()), list: () => Promise.resolve(none) },
    records: { canUndo: () => Promise.resolve({ undo: null, redo: null }) },
  });
  window.location.hash = room;
  render(<App backend={backend} />);
  await screen.findByText('The step', {}, long);
  go('#/trash');
  await screen.findByText(/trash is empty/i, {}, long);
  // The second time the record is known, so that room and step come up together.
  go(room);
  await screen.findByText('The step', {}, long);
  await userEvent.keyboard('{Control>}k{/Control}');
  expect(await screen.findByRole('dialog')).toHaveTextContent('Timers ran twice');
});

it('shows at once on what to wait while the code of a step is on its way', async () => {
  const backend = recordedBackend({
    reviews: { get: () => Promise.resolve(emptyReview()) },
    records: { canUndo: () => Promise.resolve({ undo: null, redo: null }) },
  });
  window.location.hash = room;
  render(<App backend={backend} />);
  await screen.findByText('The step', {}, long);
  go('#/reviews/REV-26-AAAAAA/report');
  expect(await screen.findByText('The sheet to wait on', {}, long)).toBeVisible();
  expect(screen.queryByText('The step')).toBeNull();
});

it('chooses what came back, but not over what somebody chose since', async () => {
  const label = { key: 'act.undo', params: {} };
  const answers: (() => void)[] = [];
  const asked = (times: number) => vi.waitFor(() => expect(answers).toHaveLength(times), long);
  const backend = recordedBackend({
    reviews: {
      get: () =>
        Promise.resolve(
          emptyReview({ factors: [factorOf({ id: 'f1', text: 'Timers ran twice' })] }),
        ),
    },
    records: {
      canUndo: () => Promise.resolve({ undo: null, redo: null }),
      undo: () =>
        new Promise((done) => {
          answers.push(() => done({ done: true, label, path: 'factors/f1', rev: 2 }));
        }),
    },
  });
  window.location.hash = '#/reviews/REV-26-AAAAAA/factors';
  render(<App backend={backend} />);
  await screen.findByText('The step', {}, long);
  await userEvent.keyboard('{Control>}z{/Control}');
  await asked(1);
  await userEvent.keyboard('x');
  act(() => answers[0]?.());
  await screen.findByText(/Undone/, {}, long);
  expect(window.location.hash).toBe('#/reviews/REV-26-AAAAAA/factors');
  await userEvent.keyboard('{Control>}z{/Control}');
  await asked(2);
  act(() => answers[1]?.());
  await vi.waitFor(() => expect(window.location.hash).toContain('at=f1'));
});
