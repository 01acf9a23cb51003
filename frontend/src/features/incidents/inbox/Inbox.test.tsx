import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { InboxFile, InboxState } from '../../../backend';
import { recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { Inbox } from './Inbox';

const file = (
  n: number,
  name: string,
  state: string,
  more: Partial<InboxFile> = {},
): InboxFile => ({
  n,
  path: `/drop/${name}`,
  name,
  at: '2026-11-22T10:00:00Z',
  state,
  format: 'csv',
  there: true,
  import: '',
  withdrawn: false,
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  quarantined: 0,
  key: '',
  params: {},
  ...more,
});
const folder = { id: 'F1', folder: '/drop', paused: false, move: false, problem: null };
const page = file(2, 'page.md', 'review', { key: 'inbox.review' });
const bad = file(3, 'garbage.bin', 'refused', { key: 'ingest.binary' });
const good = file(1, 'export.csv', 'taken', { import: 'I1', read: 5, created: 4, quarantined: 1 });
const full: InboxState = {
  folders: [folder],
  waiting: [page, bad],
  files: [bad, page, good],
  waits: 2,
  taken: 1,
};

it('lists what waits and what came, and leads to where each is dealt with', async () => {
  const user = userEvent.setup();
  const leave = vi.fn(() => Promise.resolve());
  const withdraw = vi.fn(() => Promise.resolve('job-1'));
  const backend = recordedBackend({
    inbox: { state: () => Promise.resolve(full), leave },
    incidents: { withdraw },
  });
  const view = renderScreen(<Inbox />, backend);
  expect(await screen.findByText('/drop')).toBeVisible();
  expect(screen.getByText('1 file came in · 2 files wait for you')).toBeVisible();
  expect(screen.getByText(/4 new, 0 changed, 0 as they were · 1 /)).toBeVisible();
  expect(screen.getAllByText('page.md')).toHaveLength(1);
  expect(await seriousFindings(view.container)).toEqual([]);
  await user.click(screen.getByText('garbage.bin'));
  await user.keyboard('x');
  expect(leave).toHaveBeenCalledWith(3);
  await user.click(screen.getByText('export.csv'));
  await user.keyboard('u');
  expect(withdraw).toHaveBeenCalledWith('I1');
  await user.click(screen.getByText('page.md'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(view.path()).toBe('/import'));
});

it('says what will happen before a folder is watched', async () => {
  const user = userEvent.setup();
  const add = vi.fn(() => Promise.resolve());
  const none = { folders: [], waiting: [], files: [], waits: 0, taken: 0 };
  const backend = recordedBackend({
    inbox: {
      state: () => Promise.resolve(none),
      chooseFolder: () => Promise.resolve('/drop'),
      add,
    },
  });
  const view = renderScreen(<Inbox />, backend);
  expect(await screen.findByText('No folder is watched')).toBeVisible();
  await user.keyboard('a');
  expect(await screen.findByText(/No file is changed or deleted/)).toBeVisible();
  expect(await seriousFindings(view.container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Watch' }));
  expect(add).toHaveBeenCalledWith('/drop', false);
});

it('says why a folder cannot be looked into', async () => {
  const problem = { key: 'inbox.folder_away', params: { folder: '/drop' } };
  const away = { ...full, folders: [{ ...folder, problem }] };
  renderScreen(<Inbox />, recordedBackend({ inbox: { state: () => Promise.resolve(away) } }));
  expect(await screen.findByText(/The folder \/drop cannot be reached/)).toBeVisible();
});

it('lets what was taken back be read again, and what is in not', async () => {
  const user = userEvent.setup();
  const again = vi.fn(() => Promise.resolve());
  const back = file(4, 'back.csv', 'taken', { import: 'I2', withdrawn: true });
  const backend = recordedBackend({
    inbox: {
      state: () => Promise.resolve({ ...full, waiting: [], files: [back, good], waits: 0 }),
      again,
    },
  });
  renderScreen(<Inbox />, backend);
  await user.click(await screen.findByText('export.csv'));
  await user.keyboard('r');
  expect(again).not.toHaveBeenCalled();
  await user.click(screen.getByText('back.csv'));
  await user.click(screen.getByRole('button', { name: /Read again/ }));
  expect(again).toHaveBeenCalledWith(4);
});
