import { act, screen, waitFor, within } from '@testing-library/react';
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
const inPlace = { away: false, name: '', left: '', inside: false };
const became = (
  ref: string,
  how: SharedReview['becomes'],
  more: Partial<SharedReview> = {},
): SharedReview => ({
  ref,
  title: `About ${ref}`,
  becomes: how,
  holding: 0,
  leaves: '',
  place: inPlace,
  ...more,
});
const five = [
  became('A', 'shared'),
  became('B', 'held', { holding: 2 }),
  became('C', 'moved', { leaves: 'Payments' }),
  became('D', 'unread', { leaves: 'Payments' }),
  became('E', 'there'),
];

type Look = (refs: string[], space: string) => Promise<SharedReview[]>;

/** The two jobs end at once with what they made. */
function show({
  lookAtSharing,
  shareSeveral,
  ...spaces
}: Partial<Omit<Backend['spaces'], 'lookAtSharing' | 'shareSeveral'>> & {
  lookAtSharing: Look;
  shareSeveral?: Look;
}) {
  const closed = vi.fn();
  const made = new Map<string, SharedReview[]>();
  const job = (work?: Look) => async (refs: string[], to: string) => {
    const id = `look-${made.size + 1}`;
    const end = (error?: string) =>
      setTimeout(() => act(() => backend.emit('job.done', { id, ...(error ? { error } : {}) })));
    try {
      made.set(id, []);
      made.set(id, (await work?.(refs, to)) ?? []);
      end();
    } catch (e) {
      end((e as Error).message);
    }
    return id;
  };
  const backend = recordedBackend({
    spaces: {
      list: () => Promise.resolve([space('S1', 'Board'), space('S2', 'Payments')]),
      lookAtSharing: job(lookAtSharing),
      shareSeveral: job(shareSeveral),
      sharingResult: (id) => Promise.resolve(made.get(id) ?? []),
      ...spaces,
    },
  });
  renderScreen(
    <ShareSeveral reviews={five.map(({ ref, title }) => ({ ref, title }))} onClose={closed} />,
    backend,
  );
  return closed;
}

it('names how many, looks through all of them, shares what may go and tells what became of each', async () => {
  const lookAtSharing = vi.fn<Look>(() => Promise.resolve(five));
  const shareSeveral = vi.fn<Look>(() => Promise.resolve(five));
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
  expect(account).toHaveTextContent(
    '1 of them leaves Payments. Who has only Payments finds it in their trash',
  );
  expect(account).toHaveTextContent('1 of them leaves Payments, in which nobody has received it');
  // Which of them is told where it is asked what becomes of them.
  const leaving = within(account).getByText('2 reviews leave Payments').closest('details');
  expect(leaving).toHaveAttribute('open');
  expect(leaving).toHaveTextContent('CAbout CDAbout D');
  expect(account).toHaveTextContent('1 review is in Board already.');
  expect(account).toHaveTextContent('1 review waits for you');
  const held = within(account).getByRole('list', { name: 'Waiting for you' });
  expect(held).toHaveTextContent('About B 2 places');
  expect(await seriousFindings(dialog)).toEqual([]);
  expect(shareSeveral).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Move 2 reviews, share 1' }));
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

it('says of what others moved out of the space where it belongs, and shares nothing of it', async () => {
  const away = became('A', 'away', {
    place: { away: true, name: '', left: 'Board', inside: true },
  });
  const shareSeveral = vi.fn<Look>(() => Promise.resolve([away]));
  show({ lookAtSharing: () => Promise.resolve([away, became('E', 'there')]), shareSeveral });
  const dialog = await screen.findByRole('dialog');
  // The keyboard begins where the choice is.
  expect(within(dialog).getByRole('radio', { name: /Board/ })).toHaveFocus();
  await userEvent.click(within(dialog).getByRole('radio', { name: /Board/ }));
  const list = await within(dialog).findByRole('list', { name: 'Their place is another space' });
  expect(list).toHaveTextContent('A was moved from “Board” to another space');
  const button = within(dialog).getByRole('button', { name: 'Share' });
  expect(button).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(button);
  expect(shareSeveral).not.toHaveBeenCalled();
  expect(await seriousFindings(dialog)).toEqual([]);
});

it('lets a held one be looked through, and says why nothing was shared', async () => {
  const lookAtSharing = vi.fn<Look>(() =>
    Promise.resolve([became('A', 'there'), became('B', 'held', { holding: 1 })]),
  );
  const shareSeveral = vi.fn<Look>(() =>
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
        place: inPlace,
      }),
  });
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(await within(dialog).findByRole('radio', { name: /Payments/ }));
  // Nothing can go now: what is left is to decide later.
  expect(await within(dialog).findByRole('button', { name: 'Decide later' })).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Look through B' }));
  const look = await screen.findByRole('dialog', { name: /About B/ });
  lookAtSharing.mockResolvedValue([became('B', 'shared')]);
  await userEvent.click(await within(look).findByRole('button', { name: 'Close' }));
  // The others were looked through already.
  await waitFor(() => expect(lookAtSharing).toHaveBeenLastCalledWith(['B'], 'S2'));
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Share 1 review' }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent(/trash/);
  expect(lookAtSharing).toHaveBeenCalledTimes(2);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(closed).toHaveBeenCalledExactlyOnceWith(false);
});

it('looks once for a space whatever is written meanwhile, counts, and ends with a stop, another choice or the dialog', async () => {
  let n = 0;
  const cancel = vi.fn<Backend['imports']['cancel']>(() => Promise.resolve());
  const lookAtSharing = vi.fn<Backend['spaces']['lookAtSharing']>(() =>
    Promise.resolve(`job-${++n}`),
  );
  const closed = vi.fn();
  const backend = recordedBackend({
    imports: { cancel },
    spaces: {
      list: () => Promise.resolve([space('S1', 'Board'), space('S2', 'Payments')]),
      lookAtSharing,
      sharingResult: () => Promise.resolve(five),
    },
  });
  const chosen = five.map(({ ref, title }) => ({ ref, title }));
  const { unmount } = renderScreen(<ShareSeveral reviews={chosen} onClose={closed} />, backend);
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(await within(dialog).findByRole('radio', { name: /Board/ }));
  const bar = await within(dialog).findByRole('progressbar', { name: 'Looking through them' });
  act(() => backend.emit('job.progress', { id: 'job-1', done: 2, total: 5, label: '' }));
  expect(bar).toHaveAttribute('aria-valuenow', '2');
  act(() => backend.emit('reviews.changed', { rev: 2 }));
  await userEvent.click(within(dialog).getByRole('radio', { name: /Payments/ }));
  await waitFor(() => expect(cancel).toHaveBeenCalledWith('job-1'));
  expect(lookAtSharing.mock.calls.map(([, to]) => to)).toEqual(['S1', 'S2']);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Stop' }));
  expect(cancel).toHaveBeenLastCalledWith('job-2');
  const error = JSON.stringify({ code: 'cancelled', key: 'share.several_stopped', params: {} });
  act(() => backend.emit('job.done', { id: 'job-2', error }));
  expect(await within(dialog).findByText('They were not all looked through.')).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Look through them' }));
  expect(lookAtSharing).toHaveBeenCalledTimes(3);
  unmount();
  await waitFor(() => expect(cancel).toHaveBeenLastCalledWith('job-3'));
});
