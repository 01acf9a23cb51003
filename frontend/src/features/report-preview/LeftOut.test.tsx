import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen } from '../../testing/render';
import { LeftOut } from './LeftOut';

const none = { kept: false, picture: '' };
const pictureOf = (id: string) => ({
  id,
  width: 4,
  height: 3,
  bytes: 9,
  format: 'png',
  sum: id,
  rank: 'a',
});

it('lists what goes, and offers to keep everything but a password', async () => {
  const keep = vi.fn();
  renderScreen(
    <LeftOut
      review={{ ref: 'REV-26-AAAAAA', pictures: [pictureOf('p1'), pictureOf('p2')] }}
      removed={[
        { ...none, kind: 'secret', words: 'hunter22', key: 'hunter22' },
        { ...none, kind: 'machine', words: 'db-prod-3', key: 'db-prod-3' },
        {
          ...none,
          kind: 'link',
          words: 'https://status.example',
          key: 'https://status.example',
          kept: true,
        },
        { ...none, kind: 'picture', words: 'The wall', key: '[1a2b]', picture: 'p1' },
        { ...none, kind: 'picture', words: 'The door', key: '[3c4d]', picture: 'p2', kept: true },
      ]}
      apart={['3 timeline entries']}
      open
      onOpen={() => undefined}
      onKeep={keep}
    />,
    recordedBackend({}),
  );
  expect(
    await screen.findByText(/2 details are left out · 1 of 2 pictures left out/),
  ).toBeInTheDocument();
  expect(screen.getByText(/3 timeline entries/)).toBeInTheDocument();
  expect(screen.getByText(/A program cannot read a picture/)).toBeInTheDocument();
  expect(screen.getAllByRole('button')).toHaveLength(6);
  await userEvent.click(screen.getByRole('button', { name: 'May stay: db-prod-3' }));
  expect(keep).toHaveBeenLastCalledWith('db-prod-3', true);
  await userEvent.click(screen.getByRole('button', { name: 'Leave out: https://status.example' }));
  expect(keep).toHaveBeenLastCalledWith('https://status.example', false);
  // A picture is seen small and decided on by its content.
  expect(screen.getByRole('img', { name: 'The wall' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'May stay: The wall' }));
  expect(keep).toHaveBeenLastCalledWith('[1a2b]', true);
  await userEvent.click(screen.getByRole('button', { name: 'Leave out: The door' }));
  expect(keep).toHaveBeenLastCalledWith('[3c4d]', false);
});
