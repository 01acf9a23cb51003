import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { SpaceAccount, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { nothingNew } from '../../testing/spaceAccount';
import { SpacesScreen } from './SpacesScreen';

const payments: SpaceState = {
  id: 'S1',
  name: 'Payments',
  address: '/mnt/team/reviews',
  reviews: 0,
  unsent: 0,
  undecided: 0,
  aside: 0,
  syncedAt: '',
  alias: '',
  audience: '',
  audienceAside: '',
  user: '',
  key: '',
  remembered: false,
};
const failed: SpaceAccount = { ...nothingNew, state: 'failed' };

/** A window whose first sync fails for a reason, and whose every other one is fine. */
function afterFailure(key: string, params: Record<string, string>) {
  const calls: string[] = [];
  const job = (call: string) => Promise.resolve(`job-${calls.push(call)}`);
  const backend = recordedBackend({
    spaces: {
      list: () => Promise.resolve([payments]),
      sync: (ids) => job(`sync ${ids.join()}`),
      accept: (id, after) => job(`accept ${id} ${after}`),
      acceptHost: (id, fingerprint) => job(`host ${id} ${fingerprint}`),
      forgetHost: (id, fingerprint) =>
        Promise.resolve(void calls.push(`forget ${id} ${fingerprint}`)),
      unlock: (id) => Promise.resolve(void calls.push(`unlock ${id}`)),
      syncResult: (id) =>
        Promise.resolve([
          id === 'job-1'
            ? { ...failed, error: JSON.stringify({ code: 'denied', key, params }) }
            : { ...failed, state: 'done' as const },
        ]),
    },
  });
  const shown = renderScreen(<SpacesScreen />, backend);
  const end = async (call: string) => {
    await waitFor(() => expect(calls).toContain(call));
    act(() => backend.emit('job.done', { id: `job-${calls.length}` }));
  };
  return { ...shown, calls, end };
}

it('lets a person choose how to go on where a history was replaced', async () => {
  const { calls, container, end } = afterFailure('share.rewritten', { name: 'Payments' });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await end('sync ');
  expect(await screen.findByText(/Everything you wrote is kept here/)).toBeVisible();
  await userEvent.click(await screen.findByRole('button', { name: 'Go on…' }));
  const dialog = await screen.findByRole('dialog', { name: 'How to go on with Payments' });
  expect(await seriousFindings(dialog)).toEqual([]);
  expect(dialog.textContent).not.toMatch(/\b(git|repository|commit|merge|rebase|force)\b/i);
  expect(within(dialog).getByRole('radio', { name: /Take what is there now/ })).toBeChecked();
  await userEvent.click(within(dialog).getByRole('radio', { name: /Bring back/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Go on' }));
  await end('accept S1 both');
  expect(await screen.findByText(/Nothing new on either side/)).toBeVisible();
  expect(calls).toEqual(['sync ', 'accept S1 both']);
  expect(container).not.toHaveTextContent('was replaced');
});

it('frees the place of a space after a question, and syncs', async () => {
  const { calls, end } = afterFailure('share.lock_left', {
    path: '/mnt/team/main.lock',
    minutes: '90',
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await end('sync ');
  expect(await screen.findByText(/stopped 90 minutes ago/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Free the place…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Leave it' }));
  expect(calls).toEqual(['sync ']);
  await userEvent.click(screen.getByRole('button', { name: 'Free the place…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Free it and sync' }));
  await end('sync S1');
  expect(calls).toEqual(['sync ', 'unlock S1', 'sync S1']);
});

const host = { host: '[git.example.org]:22', kind: 'ED25519', fingerprint: 'SHA256:abc' };

it('asks about the fingerprint of a server that a later sync met for the first time', async () => {
  const { container, end } = afterFailure('share.host_unknown', host);
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await end('sync ');
  expect(await screen.findByText(/ED25519 SHA256:abc/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'It is the same: accept it' }));
  await end('host S1 SHA256:abc');
  expect(await screen.findByText(/Nothing new on either side/)).toBeVisible();
});

it('offers no way to accept a key that has changed', async () => {
  const changed = { ...host, known: 'SHA256:def', file: '~/.ssh/known_hosts', line: '2' };
  const { end } = afterFailure('share.host_changed_ssh', changed);
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await end('sync ');
  expect(await screen.findByText(/another key than the one known here/)).toBeVisible();
  // The two stand one below the other, to be compared.
  expect(screen.getByText('SHA256:def')).toBeVisible();
  expect(screen.getByText('ED25519 SHA256:abc')).toBeVisible();
  expect(screen.getByText(/remove line 2 of ~\/\.ssh\/known_hosts/)).toBeVisible();
  expect(screen.queryByRole('button', { name: /accept it|Forget/ })).toBeNull();
});

it('forgets a key that was accepted here only on purpose, and asks about the new one', async () => {
  const changed = { ...host, known: 'SHA256:def', file: '', line: '2' };
  const { calls, container, end } = afterFailure('share.host_changed', changed);
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await end('sync ');
  expect(screen.queryByRole('button', { name: /accept it/ })).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: 'Forget the known key…' }));
  // Both are shown once more before anything happens.
  const dialog = await screen.findByRole('dialog', { name: /git\.example\.org/ });
  expect(dialog).toHaveTextContent('SHA256:def');
  expect(dialog).toHaveTextContent('SHA256:abc');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Leave it' }));
  expect(calls).toEqual(['sync ']);
  await userEvent.click(screen.getByRole('button', { name: 'Forget the known key…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'It was changed: forget it' }));
  await end('sync S1');
  expect(calls).toEqual(['sync ', 'forget S1 SHA256:def', 'sync S1']);
});

it('keeps the words of a server apart from its own', async () => {
  const { end } = afterFailure('share.remote_rejected', { words: 'only leads may push' });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await end('sync ');
  const ours = await screen.findByText(/refused what was sent/);
  expect(ours).not.toHaveTextContent('leads');
  expect(screen.getByText('only leads may push')).toBeVisible();
  expect(screen.getByText(/The server said/)).toBeVisible();
});
