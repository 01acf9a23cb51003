import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Backend, SharedReview, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { ShareSeveral } from './ShareSeveral';

const space = (id: string, name: string): SpaceState => ({
  id,
  name,
  address: `/mnt/${name}`,
  reviews: 2,
  unsent: 0,
  undecided: 0,
  aside: 0,
  syncedAt: '2026-11-20T10:00:00Z',
  alias: 'Kite',
  audience: '',
  audienceAside: '',
  user: '',
  key: '',
  remembered: false,
});
const became = (ref: string, how: SharedReview['becomes'], holding = 0): SharedReview => ({
  ref,
  title: `About ${ref}`,
  becomes: how,
  holding,
});
const five = [
  became('A', 'shared'),
  became('B', 'held', 2),
  became('C', 'moved'),
  became('D', 'unread'),
  became('E', 'there'),
];

function show(spaces: Partial<Backend['spaces']>) {
  const closed = vi.fn();
  renderScreen(
    <ShareSeveral reviews={five.map(({ ref, title }) => ({ ref, title }))} onClose={closed} />,
    recordedBackend({
      spaces: {
        list: () => Promise.resolve([space('S1', 'Board'), space('S2', 'Payments')]),
        ...spaces,
      },
    }),
  );
  return closed;
}

it('names how many, looks through all of them, shares what may go and tells what became of each', async () => {
  const lookAtSharing = vi.fn<Backend['spaces']['lookAtSharing']>(() => Promise.resolve(five));
  const shareSeveral = vi.fn<Backend['spaces']['shareSeveral']>(() => Promise.resolve(five));
  const sync = vi.fn(() => Promise.resolve('job-1'));
  const closed = show({ lookAtSharing, shareSeveral, sync });
  const dialog = await screen.findByRole('dialog', { name: 'Share 5 reviews?' });
  // Who reads them is chosen by the person.
  for (const radio of await within(dialog).findAllByRole('radio')) expect(radio).not.toBeChecked();
  await userEvent.keyboard('{Enter}');
  expect(lookAtSharing).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole('radio', { name: /Board/ }));
  const account = await within(dialog).findByRole('region', { name: 'What becomes of them' });
  await waitFor(() => expect(account).toHaveTextContent('3 reviews can go.'));
  expect(lookAtSharing).toHaveBeenCalledWith(['A', 'B', 'C', 'D', 'E'], 'S1');
  expect(account).toHaveTextContent('1 of them leaves another space. Who has only that one keeps');
  expect(account).toHaveTextContent('in which nobody has received it');
  expect(account).toHaveTextContent('1 review is in Board already.');
  expect(account).toHaveTextContent('1 review waits for you');
  const held = within(account).getByRole('list', { name: 'Waiting for you' });
  expect(held).toHaveTextContent('About B 2 places');
  expect(await seriousFindings(dialog)).toEqual([]);
  expect(shareSeveral).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Share 3 reviews' }));
  const done = await screen.findByRole('dialog', { name: 'Sharing with Board' });
  expect(shareSeveral).toHaveBeenCalledExactlyOnceWith(['A', 'B', 'C', 'D', 'E'], 'S1');
  expect(done).toHaveTextContent('3 reviews are in Board.');
  expect(done).toHaveTextContent('1 review stays where it is until you decide');
  expect(within(done).getByRole('link', { name: 'To what is kept back' })).toHaveAttribute(
    'href',
    '#/spaces',
  );
  expect(await seriousFindings(done)).toEqual([]);
  await userEvent.click(within(done).getByRole('button', { name: 'Sync now' }));
  expect(closed).toHaveBeenCalledExactlyOnceWith(true);
  // One of them leaves another space: that one syncs too.
  await waitFor(() => expect(sync).toHaveBeenCalledWith([]));
});

it('lets a held one be looked through, and says why nothing was shared', async () => {
  let holds = true;
  const lookAtSharing = vi.fn<Backend['spaces']['lookAtSharing']>(() =>
    Promise.resolve([became('A', 'there'), holds ? became('B', 'held', 1) : became('B', 'shared')]),
  );
  const shareSeveral = vi.fn<Backend['spaces']['shareSeveral']>(() =>
    Promise.reject(
      new Error(JSON.stringify({ code: 'denied', key: 'record.in_trash', params: { ref: 'A' } })),
    ),
  );
  const closed = show({
    lookAtSharing,
    shareSeveral,
    leaks: (ref, id) =>
      Promise.resolve({
        ref,
        title: 'About B',
        space: id,
        holding: 0,
        found: [],
        allowed: [],
        shared: 0,
        received: false,
      }),
  });
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(await within(dialog).findByRole('radio', { name: /Payments/ }));
  // Nothing can go now: what is left is to decide later.
  expect(await within(dialog).findByRole('button', { name: 'Decide later' })).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Look through B' }));
  const look = await screen.findByRole('dialog', { name: /About B/ });
  holds = false;
  await userEvent.click(await within(look).findByRole('button', { name: 'Close' }));
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Share 1 review' }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent(/trash/);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(closed).toHaveBeenCalledExactlyOnceWith(false);
});
