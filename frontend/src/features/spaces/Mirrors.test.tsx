import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { SpaceMirror, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { SpacesScreen } from './SpacesScreen';

const space: SpaceState = {
  id: 'S1',
  name: 'Payments',
  address: '/mnt/team',
  reviews: 3,
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
const mirror: SpaceMirror = { id: 'S1', folder: '/home/ada/payments', error: '', problems: [] };

const menu = async (item: string) => {
  await userEvent.click(await screen.findByRole('button', { name: /Payments/ }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
};

it('mirrors a space in a folder, and says where it is', async () => {
  let list: SpaceMirror[] = [];
  const begin = vi.fn(() => Promise.resolve('job-1'));
  const backend = recordedBackend({
    spaces: {
      list: () => Promise.resolve([space]),
      mirrors: () => Promise.resolve(list),
      chooseFolder: () => Promise.resolve('/home/ada/payments'),
      mirror: begin,
      mirrorResult: () => Promise.resolve(mirror),
    },
  });
  renderScreen(<SpacesScreen />, backend);
  await menu('Mirror in a folder…');
  expect(
    await screen.findByText('3 reviews are written as text files into the folder you choose.'),
  ).toBeVisible();
  expect(screen.getByText('Everybody who can open the folder can read them.')).toBeVisible();
  expect(await seriousFindings(document.body)).toEqual([]);
  expect(begin).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Choose the folder…' }));
  await waitFor(() => expect(begin).toHaveBeenCalledWith('S1', '/home/ada/payments'));
  list = [mirror];
  act(() => backend.emit('job.done', { id: 'job-1' }));
  expect(await screen.findByText('Mirrored in /home/ada/payments')).toBeVisible();
});

it('says why a folder cannot be a mirror', async () => {
  const backend = recordedBackend({
    spaces: {
      list: () => Promise.resolve([space]),
      chooseFolder: () => Promise.resolve('/home/ada/full'),
      mirror: () => Promise.resolve('job-1'),
    },
  });
  renderScreen(<SpacesScreen />, backend);
  await menu('Mirror in a folder…');
  await userEvent.click(await screen.findByRole('button', { name: 'Choose the folder…' }));
  const error = JSON.stringify({
    code: 'denied',
    key: 'share.folder_in_use',
    params: { path: '/home/ada/full' },
  });
  await waitFor(() => {
    act(() => backend.emit('job.done', { id: 'job-1', error }));
    expect(screen.getByText(/holds other things/)).toBeVisible();
  });
});

it('quotes a file that nobody can read, and ends a mirror', async () => {
  let list: SpaceMirror[] = [
    {
      ...mirror,
      problems: [
        {
          ref: 'REV-26-AAAAAA',
          path: 'reviews/2026/11/A/timeline.yaml',
          line: 3,
          quote: 'timeline: [ & half',
          message: { key: 'canon.anchor', params: {} },
        },
      ],
    },
  ];
  const end = vi.fn(() => {
    list = [];
    return Promise.resolve();
  });
  const { container } = renderScreen(
    <SpacesScreen />,
    recordedBackend({
      spaces: {
        list: () => Promise.resolve([space]),
        mirrors: () => Promise.resolve(list),
        endMirror: end,
      },
    }),
  );
  expect(await screen.findByText('timeline: [ & half')).toBeVisible();
  expect(screen.getByText(/uses an anchor or an alias/)).toBeVisible();
  expect(screen.getByText(/timeline\.yaml · line 3/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await menu('End the mirror');
  expect(end).toHaveBeenCalledWith('S1');
  await waitFor(() => expect(screen.queryByText('timeline: [ & half')).toBeNull());
  expect(screen.queryByText(/Mirrored in/)).toBeNull();
});
