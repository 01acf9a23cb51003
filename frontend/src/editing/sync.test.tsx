import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SpaceAccount, SpaceState } from '../backend';
import { recordedBackend } from '../testing/recorded';
import { renderScreen } from '../testing/render';
import { nothingNew } from '../testing/spaceAccount';
import { useSync, waitMinutes } from './sync';

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

const space: SpaceState = {
  id: 'S1',
  name: 'Payments',
  address: '/mnt/team',
  reviews: 1,
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
const account: SpaceAccount = nothingNew;

const minutes = (n: number) => act(() => vi.advanceTimersByTimeAsync(n * 60_000));

function windowThatSyncsEvery(
  every: string,
  state: () => SpaceAccount['state'],
  more: Partial<SpaceAccount> = {},
) {
  let jobs = 0;
  const sync = vi.fn(() => {
    jobs += 1;
    return Promise.resolve(`job-${jobs}`);
  });
  const backend = recordedBackend({
    workspace: { settings: () => Promise.resolve([{ name: 'sync.every', value: every }]) },
    spaces: {
      list: () => Promise.resolve([space]),
      sync,
      syncResult: () => Promise.resolve([{ ...account, ...more, state: state() }]),
    },
  });
  const end = async () => {
    await act(async () => {
      backend.emit('job.done', { id: `job-${jobs}` });
      await vi.advanceTimersByTimeAsync(1);
    });
  };
  function Shown() {
    const { every: now, running } = useSync();
    return <p>{running ? 'running' : `every ${now}`}</p>;
  }
  renderScreen(<Shown />, backend);
  return { sync, end };
}

it('syncs by itself only where somebody asked for it', async () => {
  const { sync } = windowThatSyncsEvery('0', () => 'done');
  expect(await screen.findByText('every 0')).toBeVisible();
  await minutes(500);
  expect(sync).not.toHaveBeenCalled();
});

it('waits longer after each failure, and as before once it works again', async () => {
  let state: SpaceAccount['state'] = 'failed';
  const { sync, end } = windowThatSyncsEvery('5', () => state);
  expect(await screen.findByText('every 5')).toBeVisible();
  await minutes(5);
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(1));
  // One that is under way is not begun again.
  await minutes(30);
  expect(sync).toHaveBeenCalledTimes(1);
  await end();
  await minutes(9);
  expect(sync).toHaveBeenCalledTimes(1);
  state = 'done';
  await minutes(1);
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(2));
  await end();
  await minutes(5);
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(3));
});

it('tells of a place that may only be read what came, and that the rest is kept', async () => {
  const { end } = windowThatSyncsEvery('5', () => 'read_only', { cameCount: 2 });
  expect(await screen.findByText('every 5')).toBeVisible();
  await minutes(5);
  await end();
  expect(
    await screen.findByText(/2 came, 0 went\. You may read Payments and send nothing to it/),
  ).toBeVisible();
});

it('puts a try off by two hours at the most', () => {
  expect([0, 1, 2, 3, 9].map((n) => waitMinutes(5, n))).toEqual([5, 10, 20, 40, 120]);
  expect(waitMinutes(60, 9)).toBe(120);
});
