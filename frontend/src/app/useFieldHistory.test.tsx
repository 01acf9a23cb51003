import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { useCommandContext } from '../commands';
import { recordedBackend } from '../testing/recorded';
import { emptyReview } from '../testing/review';
import { App } from './App';

vi.setConfig({ testTimeout: 30_000 });
// A step with a field, and with something selected beside it.
vi.mock('./reviewTabs', () => ({
  reviewTabs: [{ id: 'overview', title: 'review.tab.overview', icon: 'reviews', Screen: Step }],
}));
function Step() {
  useCommandContext({ selection: { kind: 'factor', id: 'f', label: 'Timers ran twice' } });
  return (
    <>
      <div data-place="sections/summary/text">
        <textarea aria-label="Summary" />
      </div>
      <button type="button">Elsewhere</button>
    </>
  );
}
const room = '#/reviews/REV-26-AAAAAA/overview';
const long = { timeout: 10_000 };
const backend = recordedBackend({
  reviews: { get: () => Promise.resolve(emptyReview()) },
  records: { canUndo: () => Promise.resolve({ undo: null, redo: null }) },
});
const asked = () => decodeURIComponent(window.location.hash);

beforeEach(() => {
  window.location.hash = room;
});

it('goes from the field with the focus to its history, also by the palette', async () => {
  render(<App backend={backend} />);
  await userEvent.click(await screen.findByLabelText('Summary', {}, long));
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.click(await screen.findByText('History of this field'));
  await waitFor(() =>
    expect(asked()).toBe('#/reviews/REV-26-AAAAAA/history?of=sections/summary/text'),
  );
});

it('goes from the selected piece where no field has the focus', async () => {
  render(<App backend={backend} />);
  await userEvent.click(await screen.findByLabelText('Summary', {}, long));
  await userEvent.click(screen.getByRole('button', { name: 'Elsewhere' }));
  await userEvent.keyboard('{Alt>}h{/Alt}');
  await waitFor(() => expect(asked()).toBe('#/reviews/REV-26-AAAAAA/history?of=factors/f'));
});
