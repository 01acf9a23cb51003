import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { SpaceAccount, SpaceEntry, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { SpacesScreen } from './SpacesScreen';

const stick: SpaceState = {
  id: 'S1',
  name: 'Payments',
  address: 'bundles:/media/stick',
  reviews: 3,
  unsent: 2,
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
const account: SpaceAccount = {
  id: 'S1',
  name: 'Payments',
  begun: false,
  keepAsk: '',
  state: 'done',
  came: [],
  went: [],
  cameCount: 0,
  wentCount: 1,
  undecided: [],
  held: [],
  open: 0,
  aside: [
    {
      ref: '',
      title: '',
      path: 'outbox/d-2/000001.bundle',
      line: 0,
      message: { key: 'share.bundle_torn', params: {} },
    },
  ],
  notices: [],
  carried: true,
  wrote: '/media/other/outbox/d-1/000001.bundle',
  error: '',
};

it('exchanges a space once through another folder, and tells of each file', async () => {
  const carry = vi.fn(() => Promise.resolve('job-1'));
  const backend = recordedBackend({
    spaces: {
      list: () => Promise.resolve([stick]),
      chooseFolder: () => Promise.resolve('/media/other'),
      carry,
      syncResult: () => Promise.resolve([account]),
    },
  });
  const { container } = renderScreen(<SpacesScreen />, backend);
  expect(await screen.findByText('Files in /media/stick')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Payments/ }));
  await userEvent.click(
    await screen.findByRole('menuitem', { name: 'Exchange through a folder or stick…' }),
  );
  // Nothing is written before it is said what is, and who can read it.
  expect(await screen.findByText(/Everybody who gets hold of the folder/)).toBeVisible();
  expect(carry).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Choose the folder…' }));
  await waitFor(() => expect(carry).toHaveBeenCalledWith('S1', '/media/other'));
  act(() => backend.emit('job.done', { id: 'job-1' }));
  expect(await screen.findByText(/Written for the others: .*000001\.bundle/)).toBeVisible();
  expect(screen.getByText(/This bundle is damaged/)).toBeVisible();
  expect(screen.getByText('outbox/d-2/000001.bundle')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('begins nothing where the person closed the dialog', async () => {
  const carry = vi.fn(() => Promise.resolve('job-1'));
  renderScreen(
    <SpacesScreen />,
    recordedBackend({
      spaces: {
        list: () => Promise.resolve([stick]),
        chooseFolder: () => Promise.resolve(''),
        carry,
      },
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: /Payments/ }));
  await userEvent.click(
    await screen.findByRole('menuitem', { name: 'Exchange through a folder or stick…' }),
  );
  // Nothing is written before it is said what is, and who can read it.
  expect(await screen.findByText(/Everybody who gets hold of the folder/)).toBeVisible();
  expect(carry).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Choose the folder…' }));
  expect(carry).not.toHaveBeenCalled();
});

it('adds a space that is carried on a stick', async () => {
  const added: SpaceEntry[] = [];
  renderScreen(
    <SpacesScreen />,
    recordedBackend({
      spaces: {
        list: () => Promise.resolve([]),
        add: (entry) => {
          added.push(entry);
          return Promise.resolve('job-1');
        },
      },
    }),
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Add a space' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Payments');
  await userEvent.click(screen.getByRole('radio', { name: 'Files on a stick' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Folder' }), '/media/stick');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(added).toHaveLength(1));
  expect(added[0]).toMatchObject({ name: 'Payments', address: '/media/stick', carried: true });
});
