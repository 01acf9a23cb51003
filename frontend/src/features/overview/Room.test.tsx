import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Checked } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { Participants } from './Participants';

it('tells the functions in the room and what is to be decided, and gives a duty', async () => {
  const few = {
    check: 'P08',
    weight: 'asks',
    about: 'participants',
    params: { count: '1', least: '3' },
    sum: 'a',
    where: '',
  } as unknown as Checked;
  const setField = vi.fn(() => Promise.resolve({ rev: 2 }));
  const review = emptyReview({
    participants: [{ id: 'p1', role: 'Wash lead', function: 'Operations', actor: '', rank: 'V' }],
  });
  const { container } = renderScreen(
    <Participants review={review} readOnly={false} />,
    recordedBackend({ reviews: { checks: () => Promise.resolve([few]), setField } }),
  );
  expect(await screen.findByText('In the room: Operations')).toBeVisible();
  expect(await screen.findByText(/1 of at least 3 functions are in the room/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Decide it in Checks' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: /: duty in the review, Wash lead$/ }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: /^facilitator/ }));
  expect(setField).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'participants/p1/duty',
    '"facilitator"',
    '',
  );
});
