import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen } from '../../testing/render';
import { LeftOut } from './LeftOut';

it('lists what goes, and offers to keep everything but a password', async () => {
  const keep = vi.fn();
  renderScreen(
    <LeftOut
      removed={[
        { kind: 'secret', words: 'hunter22', kept: false },
        { kind: 'machine', words: 'db-prod-3', kept: false },
        { kind: 'link', words: 'https://status.example', kept: true },
        { kind: 'picture', words: 'The wall [1a2b3c4d]', kept: false },
      ]}
      apart={['3 timeline entries']}
      open
      onOpen={() => undefined}
      onKeep={keep}
    />,
    recordedBackend({}),
  );
  expect(await screen.findByText('3 details are left out')).toBeInTheDocument();
  expect(screen.getByText(/3 timeline entries/)).toBeInTheDocument();
  expect(screen.getByText(/nobody has read what is to be seen/)).toBeInTheDocument();
  expect(screen.getAllByRole('button')).toHaveLength(3);
  await userEvent.click(screen.getByRole('button', { name: 'Let “db-prod-3” stay' }));
  expect(keep).toHaveBeenLastCalledWith('db-prod-3', true);
  await userEvent.click(screen.getByRole('button', { name: 'Leave “https://status.example” out' }));
  expect(keep).toHaveBeenLastCalledWith('https://status.example', false);
});
