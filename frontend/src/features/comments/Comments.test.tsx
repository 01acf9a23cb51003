import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ReviewComment } from '../../backend';
import { CommentsSign } from '../../editing';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview, factorOf } from '../../testing/review';
import { CommentsDialog } from './CommentsDialog';
import { OpenComments } from './OpenComments';

const comment = (over: Partial<ReviewComment>): ReviewComment => ({
  id: 'c1',
  text: 'Since when?',
  about: 'factors/a',
  role: 'Desk lead',
  on: '2026-11-23',
  state: 'open',
  rank: 'V',
  ...over,
});
const review = emptyReview({
  factors: [factorOf({ id: 'a', text: 'Both keys look alike' })],
  comments: [comment({}), comment({ id: 'c2', text: 'It is', state: 'resolved' })],
});

it('counts what is open beside the place, lists it with the way there, and resolves it', async () => {
  const setField = vi.fn(() => Promise.resolve({ rev: 2 }));
  const { container } = renderScreen(
    <>
      <CommentsSign review={review} path="factors/a" />
      <OpenComments review={review} readOnly={false} />
    </>,
    recordedBackend({ reviews: { setField } }),
  );
  expect(await screen.findByRole('img', { name: '1 open comment' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'Factor: Both keys look alike' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/factors?at=a',
  );
  expect(screen.queryByText('It is')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show 1 resolved' }));
  expect(screen.getByText('It is')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Resolve' }));
  expect(setField).toHaveBeenCalledWith('REV-26-AAAAAA', 'comments/c1/state', '"resolved"', '');
});

it('takes a comment with a role, and keeps its words when it is refused', async () => {
  const addPart = vi
    .fn()
    .mockRejectedValueOnce(new Error('no'))
    .mockResolvedValue({ id: 'n', rev: 2 });
  renderScreen(
    <CommentsDialog
      review={review}
      about="factors/a"
      where="Both keys"
      onClose={() => undefined}
    />,
    recordedBackend({ reviews: { addPart } }),
  );
  const words = await screen.findByRole('textbox', { name: 'Your comment' });
  await userEvent.type(words, 'They are blue');
  await userEvent.type(screen.getByRole('textbox', { name: /Your role/ }), 'Crew');
  const add = screen.getByRole('button', { name: 'Add the comment' });
  await userEvent.click(add);
  expect(words).toHaveValue('They are blue');
  await userEvent.click(add);
  expect(addPart).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'comments',
    JSON.stringify({ text: 'They are blue', about: 'factors/a', role: 'Crew' }),
    '',
    '',
  );
  await waitFor(() => expect(words).toHaveValue(''));
});
