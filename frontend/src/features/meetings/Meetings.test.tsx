import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { Meetings } from './Meetings';

const at = { at: '2026-11-24T14:00:00Z', zone: 'UTC', precision: 'minute' as const };
const planned = {
  id: 'm1',
  at,
  minutes: 60,
  place: 'Room 2',
  state: 'planned' as const,
  rank: 'V',
};

it('plans a meeting, tells what is wrong at its field, and keeps what was typed', async () => {
  const setMeeting = vi
    .fn()
    .mockRejectedValueOnce(
      new Error(
        JSON.stringify({
          code: 'invalid',
          key: 'meeting.day_missing',
          params: {},
          fields: [{ name: 'at', key: 'meeting.day_missing', params: {} }],
        }),
      ),
    )
    .mockResolvedValue({ id: 'm1', rev: 2 });
  const { container } = renderScreen(
    <Meetings review={emptyReview()} readOnly={false} />,
    recordedBackend({ reviews: { setMeeting } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Plan a meeting' }));
  const dialog = screen.getByRole('dialog');
  const when = within(dialog).getByLabelText('When');
  await userEvent.type(when, '14:00');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Plan it' }));
  expect(await within(dialog).findByText(/Write the day and the time/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.clear(when);
  await userEvent.type(when, '2026-11-24 14:00{Enter}');
  expect(setMeeting).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    '',
    JSON.stringify({ at: '2026-11-24 14:00', minutes: 60, place: '', state: 'planned' }),
    '',
  );
});

it('asks once about a review that was held before the incident was over', async () => {
  const holdReview = vi
    .fn()
    .mockRejectedValueOnce(
      new Error(
        JSON.stringify({
          code: 'conflict',
          key: 'meeting.before_resolved',
          params: {},
          fields: [{ name: 'at', key: 'meeting.before_resolved', params: {} }],
        }),
      ),
    )
    .mockResolvedValue({ id: 'm1', rev: 2 });
  renderScreen(
    <Meetings review={emptyReview({ meetings: [planned] })} readOnly={false} />,
    recordedBackend({ reviews: { holdReview } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Note that it was held' }));
  await userEvent.click(screen.getByRole('button', { name: 'It was held' }));
  await userEvent.click(await screen.findByRole('button', { name: 'It was held all the same' }));
  expect(holdReview.mock.calls).toEqual([
    ['REV-26-AAAAAA', 'm1', '', false, ''],
    ['REV-26-AAAAAA', 'm1', '', true, ''],
  ]);
});

it('saves an invitation, and tells by which limit a review was held', async () => {
  const saveInvitation = vi.fn(() => Promise.resolve({ path: '/tmp/review.ics' }));
  const held = {
    ...planned,
    id: 'm2',
    state: 'held' as const,
    rule: 'POL-26-AAAAAA 2',
    limit: '24 h',
  };
  renderScreen(
    <Meetings review={emptyReview({ meetings: [planned, held] })} readOnly={false} />,
    recordedBackend({ reviews: { saveInvitation } }),
  );
  expect(await screen.findByText('within 24 h, by POL-26-AAAAAA 2')).toBeVisible();
  const [first] = screen.getAllByRole('button', { name: 'What to do with the meeting' });
  await userEvent.click(first as HTMLElement);
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Save an invitation' }));
  expect(saveInvitation).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'm1');
  expect(await screen.findByText('Saved in /tmp/review.ics')).toBeVisible();
});

it('sends only what was touched of a meeting that is there', async () => {
  const setMeeting = vi.fn(() => Promise.resolve({ id: 'm1', rev: 2 }));
  renderScreen(
    <Meetings review={emptyReview({ meetings: [planned] })} readOnly={false} />,
    recordedBackend({ reviews: { setMeeting } }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'What to do with the meeting' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Change' }));
  const place = within(screen.getByRole('dialog')).getByLabelText('Where');
  await userEvent.clear(place);
  await userEvent.type(place, 'Room 3{Enter}');
  expect(setMeeting).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'm1',
    JSON.stringify({ at: null, minutes: null, place: 'Room 3', state: '' }),
    '',
  );
});
