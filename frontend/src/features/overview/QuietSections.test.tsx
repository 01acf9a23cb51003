import { configure, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { Overview } from './Overview';

vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 10_000 });

// The editor measures its text; jsdom has no layout to measure.
beforeEach(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});
afterEach(() => {
  Reflect.deleteProperty(Range.prototype, 'getClientRects');
});

it('folds headings that an import brought without a text into one line, to be written from there', async () => {
  const imported = emptyReview({
    sections: [
      { key: 'summary', title: 'Summary', text: 'Two runs.', level: 2 },
      { key: 'analysis', title: 'Analysis', text: '', level: 2 },
      { key: 'unsaid', title: 'Unsaid', text: '', level: 3 },
      { key: 'where', title: 'Where it began', text: 'In the planner.', level: 3 },
      { key: 'next', title: 'Next', text: '', level: 2 },
      { key: 'next-a', title: 'Nothing of it', text: '', level: 3 },
      { key: 'luck-2', title: 'Luck', text: '\n', level: 2 },
      { key: 'own', title: 'Own thoughts', text: '' },
    ],
  });
  const { container } = renderScreen(<Overview review={imported} />, recordedBackend());
  const quiet = await screen.findByText('Headings without a text of their own:');
  expect(quiet.parentElement).toHaveTextContent(/UnsaidNextNothing of itLuck$/);
  expect(screen.queryByRole('heading', { name: 'Luck' })).toBeNull();
  // A heading of other headings stays above them, and an own one invites to write.
  expect(screen.getByRole('region', { name: 'Analysis' })).toHaveTextContent('follow below');
  expect(screen.getAllByText(/Nothing here yet/)).toHaveLength(1);
  expect(screen.getByRole('region', { name: 'Own thoughts' })).toHaveTextContent('Nothing here');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: /Write “Luck”/ }));
  expect(await screen.findByRole('textbox', { name: 'Luck' })).toHaveFocus();
  expect(quiet.parentElement).not.toHaveTextContent('Luck');
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('region', { name: 'Luck' })).toHaveFocus();
});
