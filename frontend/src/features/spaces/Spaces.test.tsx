import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Backend, SpaceAccount, SpaceEntry, SpaceState } from '../../backend';
import { useSavedText } from '../../editing';
import { ownWorkspace, recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { nothingNew } from '../../testing/spaceAccount';
import { SpaceMark } from './SpaceMark';
import { SpacesScreen } from './SpacesScreen';

const payments: SpaceState = {
  id: 'S1',
  name: 'Payments',
  address: '/mnt/team/reviews',
  reviews: 3,
  unsent: 2,
  undecided: 0,
  aside: 0,
  syncedAt: '2026-11-20T10:00:00Z',
  alias: '',
  audience: '',
  audienceAside: '',
  user: '',
  key: '',
  remembered: false,
};
const server: SpaceState = {
  ...payments,
  id: 'S2',
  name: 'Everybody',
  address: 'https://git.example.org/all',
  undecided: 1,
  aside: 1,
  syncedAt: '',
};
const account: SpaceAccount = nothingNew;
const came = {
  ref: 'REV-26-AAAAAA',
  title: 'Payouts were sent twice',
  trashed: false,
  joined: true,
  undecided: 1,
  by: ['Kite'],
};
const unreachable = JSON.stringify({ code: 'unavailable', key: 'share.remote_unreachable' });

/** A window whose jobs end when the test says so. */
function show(
  spaces: Partial<Backend['spaces']>,
  more: Parameters<typeof recordedBackend>[0] = {},
  what = <SpacesScreen />,
) {
  const backend = recordedBackend({ ...more, spaces });
  const end = (id: string, error?: string) => {
    act(() => backend.emit('job.done', { id, ...(error ? { error } : {}) }));
  };
  return { ...renderScreen(what, backend), backend, end };
}

it('explains sharing to whoever has no space yet, and adds one after a look', async () => {
  const added: SpaceEntry[] = [];
  let list: SpaceState[] = [];
  const { container, end } = show({
    list: () => Promise.resolve(list),
    look: () => Promise.resolve('job-1'),
    lookResult: () =>
      Promise.resolve({ address: '/mnt/team', empty: true, name: '', audience: '' }),
    chooseFolder: () => Promise.resolve('/mnt/team'),
    add: (entry) => {
      added.push(entry);
      list = [payments];
      return Promise.resolve('job-2');
    },
    addResult: () => Promise.resolve({ ...account, begun: true }),
  });
  expect(await screen.findByText('Share reviews with others')).toBeVisible();
  expect(container.textContent).not.toMatch(/\b(git|repository|push|pull|commit|merge|branch)\b/i);
  expect(await seriousFindings(container)).toEqual([]);

  await userEvent.keyboard('n');
  const dialog = await screen.findByRole('dialog', { name: 'Add a space' });
  expect(await seriousFindings(dialog)).toEqual([]);
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Payments');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Choose…' }));
  await waitFor(() =>
    expect(within(dialog).getByRole('textbox', { name: 'Folder' })).toHaveValue('/mnt/team'),
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Test the connection' }));
  await within(dialog).findByRole('progressbar');
  end('job-1');
  expect(await within(dialog).findByText(/a new space begins here/)).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(added).toHaveLength(1));
  end('job-2');
  expect(added).toEqual([
    {
      name: 'Payments',
      address: '/mnt/team',
      carried: false,
      alias: '',
      audience: '',
      user: '',
      secret: '',
      key: '',
      passphrase: '',
      keep: false,
      acceptHost: '',
    },
  ]);
  expect(await screen.findByText(/The space has begun/)).toBeVisible();
  expect(await screen.findByRole('button', { name: 'Sync' })).toBeVisible();
});

it('says what to do when a connection cannot be made, and keeps what was entered', async () => {
  const { end } = show({
    list: () => Promise.resolve([]),
    look: () => Promise.resolve('job-1'),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a space' }));
  await userEvent.click(screen.getByRole('radio', { name: 'A server' }));
  const address = screen.getByRole('textbox', { name: 'Address' });
  await userEvent.type(address, 'http://git.example.org/team');
  await userEvent.type(screen.getByLabelText('Token'), 'secret');
  expect(screen.getByText(/Others on the network could read the token/)).toBeVisible();
  expect(screen.getByText(/until you close the program/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  end('job-1', unreachable);
  expect(await screen.findByText(/Nobody answers at git.example.org/)).toBeVisible();
  expect(address).toHaveValue('http://git.example.org/team');
  await userEvent.type(address, 's');
  expect(screen.queryByText(/Nobody answers/)).not.toBeInTheDocument();
});

it('asks about the key of a server that nobody has looked at yet', async () => {
  const looked: SpaceEntry[] = [];
  const { end } = show({
    list: () => Promise.resolve([]),
    look: (entry) => {
      looked.push(entry);
      return Promise.resolve(`job-${looked.length}`);
    },
    lookResult: () =>
      Promise.resolve({ address: 'git@host:x', empty: false, name: '', audience: '' }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a space' }));
  await userEvent.click(screen.getByRole('radio', { name: 'A server' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Address' }), 'git@host:x');
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  await waitFor(() => expect(looked).toHaveLength(1));
  const params = { host: 'host', kind: 'ssh-ed25519', fingerprint: 'SHA256:abc' };
  end('job-1', JSON.stringify({ code: 'denied', key: 'share.host_unknown', params }));
  expect(await screen.findByText(/SHA256:abc/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'It is the same: accept it' }));
  // The button that was pressed goes with its question; the keyboard stays in the dialog.
  expect(screen.getByRole('button', { name: 'Test the connection' })).toHaveFocus();
  await waitFor(() => expect(looked[1]?.acceptHost).toBe('SHA256:abc'));
  end('job-2');
  expect(await screen.findByText(/It answers/)).toBeVisible();
});

it('syncs with progress that can be stopped, and tells afterwards what needs a person', async () => {
  const cancel = vi.fn(() => Promise.resolve());
  const sync = vi.fn(() => Promise.resolve('job-1'));
  const stop = vi.fn(() => Promise.resolve());
  const { backend, container, end } = show(
    {
      list: () => Promise.resolve([payments, server]),
      sync,
      stop,
      syncResult: () =>
        Promise.resolve([
          {
            ...account,
            came: [came],
            cameCount: 1,
            wentCount: 2,
            undecided: [came],
            open: 1,
            aside: [
              {
                ref: came.ref,
                title: '',
                path: 'reviews/2026/11/01ABC/timeline.yaml',
                line: 3,
                message: { key: 'canon.tag', params: {} },
              },
            ],
            notices: [
              {
                ref: '',
                title: '',
                path: 'space.yaml',
                line: 0,
                message: {
                  key: 'share.audience_both',
                  params: { audience: 'The board', other: 'Everybody' },
                },
              },
            ],
          },
          { ...account, id: 'S2', name: 'Everybody', state: 'failed' as const, error: unreachable },
          { ...account, id: 'S3', name: 'Behind it', state: 'unasked' as const },
        ]),
    },
    { imports: { cancel } },
  );
  expect(await screen.findByText('/mnt/team/reviews')).toBeVisible();
  expect(screen.getAllByText(/3 reviews · 2 to send/)).toHaveLength(2);
  expect(screen.getByText('No sync yet')).toBeVisible();
  expect(screen.getByRole('link', { name: '1 to decide' })).toHaveAttribute('href', '#/conflicts');
  expect(await seriousFindings(container)).toEqual([]);

  await userEvent.click(screen.getByRole('button', { name: 'Sync' }));
  await waitFor(() => expect(sync).toHaveBeenCalledExactlyOnceWith([]));
  const tell = (label: string, done = 0, total = 0) =>
    act(() => backend.emit('job.progress', { id: 'job-1', done, total, label }));
  // Each space tells in its own row how far it is, and is stopped there alone.
  expect(await screen.findByText('Exchanging 2 spaces side by side')).toBeVisible();
  expect(screen.getAllByText('Comes next')).toHaveLength(2);
  tell('fetch:Everybody');
  tell('bring:Payments', 3, 8);
  expect(await screen.findByText('Bringing here what is new · 3 of 8 parts')).toBeVisible();
  tell('send:Payments', 5, 14);
  expect(await screen.findByText('Sending your changes · 5 of 14 parts')).toBeVisible();
  tell('answer:Payments', 14, 14);
  expect(
    await screen.findByText('Handed over, waiting for the answer · 14 of 14 parts'),
  ).toBeVisible();
  tell('receive:Payments', 4, 9);
  expect(await screen.findByText('Taking in what others wrote · 4 of 9')).toBeVisible();
  expect(screen.getByText('Asking what is new')).toBeVisible();
  tell('done:Payments');
  expect(await screen.findByText('Exchanged')).toBeVisible();
  expect(screen.getByText('1 of 2')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Stop this space only: Payments' })).toBeNull();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Stop this space only: Everybody' }));
  expect(stop).toHaveBeenCalledExactlyOnceWith('S2');
  await userEvent.click(screen.getByRole('button', { name: 'Stop all' }));
  expect(cancel).toHaveBeenCalledExactlyOnceWith('job-1');
  end('job-1');

  const first = await screen.findByRole('article', { name: 'Payments' });
  expect(within(first).getByText('1 review came. 2 reviews went.')).toBeVisible();
  expect(
    within(first).getByRole('link', { name: '1 question waits for your decision' }),
  ).toHaveAttribute('href', '#/conflicts');
  expect(within(first).getByRole('link', { name: 'Payouts were sent twice' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA',
  );
  expect(within(first).getByText(/brought together with what you wrote/)).toBeVisible();
  // Each line that needs somebody leads to where it is dealt with.
  expect(within(first).getByText(/^timeline.yaml/)).toBeVisible();
  expect(within(first).getByRole('link', { name: came.ref })).toHaveAttribute(
    'href',
    `#/reviews/${came.ref}/timeline`,
  );
  await userEvent.click(within(first).getByRole('button', { name: 'Who can read it…' }));
  expect(await screen.findByRole('dialog', { name: 'Who can read Payments?' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  const second = screen.getByRole('article', { name: 'Everybody' });
  expect(within(second).getByRole('alert')).toHaveTextContent('Nobody answers at this address');
  expect(
    within(screen.getByRole('article', { name: 'Behind it' })).getByText(/It was not asked/),
  ).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  // The row of a space that failed says so, and not that all was sent.
  expect(screen.getByText('Not synced')).toBeVisible();
  await userEvent.click(within(second).getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(sync).toHaveBeenLastCalledWith(['S2']));
});

it('asks who somebody is where a server wants to know, and syncs again', async () => {
  const signIn = vi.fn<Backend['spaces']['signIn']>(() =>
    Promise.resolve({ kept: false, ask: '' }),
  );
  const sync = vi.fn(() => Promise.resolve('job-1'));
  const refused = JSON.stringify({ code: 'denied', key: 'share.remote_sign_in' });
  const { end } = show({
    list: () => Promise.resolve([server]),
    sync,
    signIn,
    syncResult: () =>
      Promise.resolve([{ ...account, id: 'S2', state: 'failed' as const, error: refused }]),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(1));
  end('job-1');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Sign in at git.example.org' });
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'User name' }), 'ada');
  await userEvent.type(within(dialog).getByLabelText('Token'), 't0ken{Enter}');
  await waitFor(() =>
    expect(signIn).toHaveBeenCalledExactlyOnceWith('S2', {
      user: 'ada',
      secret: 't0ken',
      key: '',
      passphrase: '',
      keep: false,
    }),
  );
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(2));
});

it('begins with what was remembered, so that a new token takes its place', async () => {
  const signIn = vi.fn<Backend['spaces']['signIn']>(() => Promise.resolve({ kept: true, ask: '' }));
  show({ list: () => Promise.resolve([{ ...server, user: 'ada', remembered: true }]), signIn });
  await userEvent.click(
    await screen.findByRole('button', { name: 'What can be done with Everybody' }),
  );
  await userEvent.click(screen.getByRole('menuitem', { name: 'Sign in…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Sign in at git.example.org' });
  expect(within(dialog).getByRole('textbox', { name: 'User name' })).toHaveValue('ada');
  expect(within(dialog).getByRole('checkbox', { name: /^Remember/ })).toBeChecked();
  expect(within(dialog).getByLabelText('Token')).toHaveFocus();
  await userEvent.keyboard('fresh{Enter}');
  await waitFor(() =>
    expect(signIn).toHaveBeenCalledExactlyOnceWith('S2', {
      user: 'ada',
      secret: 'fresh',
      key: '',
      passphrase: '',
      keep: true,
    }),
  );
});

it('leaves a space only after saying what stays', async () => {
  const remove = vi.fn(() => Promise.resolve());
  show({ list: () => Promise.resolve([payments]), remove });
  await userEvent.click(
    await screen.findByRole('button', { name: 'What can be done with Payments' }),
  );
  await userEvent.click(screen.getByRole('menuitem', { name: 'Leave this space…' }));
  expect(screen.getByText(/Its reviews stay on this machine/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Stay' })).toHaveFocus();
  expect(screen.getByText(/^2 reviews have changes that were not sent/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Leave the space' }));
  await waitFor(() => expect(remove).toHaveBeenCalledExactlyOnceWith('S1'));
});

it('shares a review by key after saying who will read it, and names its space then', async () => {
  const share = vi.fn(() => Promise.resolve());
  const { container } = show(
    { list: () => Promise.resolve([payments, server]), share },
    {},
    <SpaceMark review={emptyReview()} />,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Only here' }));
  const dialog = await screen.findByRole('dialog', { name: /Share “Tours were planned twice”/ });
  expect(await seriousFindings(container)).toEqual([]);
  expect(within(dialog).getByText(/Private notes and the names/)).toBeVisible();
  await userEvent.click(within(dialog).getByRole('radio', { name: /Everybody/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Share' }));
  await waitFor(() => expect(share).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'S2'));
  expect(await screen.findByText(/REV-26-AAAAAA is in Everybody/)).toBeVisible();
});

it('takes back the word of the next sync when that begins', async () => {
  const sync = vi.fn(() => Promise.resolve('job-1'));
  show(
    {
      list: () => Promise.resolve([payments]),
      share: () => Promise.resolve(),
      sync,
    },
    {},
    <SpaceMark review={emptyReview()} />,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Only here' }));
  const dialog = await screen.findByRole('dialog', { name: /Share “Tours were planned twice”/ });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Share' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Sync now' }));
  await waitFor(() => expect(sync).toHaveBeenCalledExactlyOnceWith(['S1']));
  expect(screen.queryByText(/goes to the others with the next sync/)).not.toBeInTheDocument();
});

it('names the space of a review that is shared', async () => {
  show(
    { list: () => Promise.resolve([payments, server]) },
    {},
    <SpaceMark review={emptyReview({ space: 'S2' })} />,
  );
  expect(await screen.findByText('Everybody')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Only here' })).not.toBeInTheDocument();
});

function Editor() {
  const review = emptyReview();
  const saved = useSavedText({
    review: review.ref,
    path: 'title',
    value: review.title,
    rev: review.rev,
  });
  return (
    <input aria-label="Title" value={saved.text} onChange={(e) => saved.onChange(e.target.value)} />
  );
}

it('saves what is being typed before it syncs', async () => {
  const order: string[] = [];
  show(
    {
      list: () => Promise.resolve([payments]),
      sync: () => {
        order.push('sync');
        return Promise.resolve('job-1');
      },
    },
    {
      workspace: { info: () => Promise.resolve(ownWorkspace) },
      reviews: {
        saveText: async (_ref, _path, _base, text) => {
          await new Promise((r) => setTimeout(r, 20));
          order.push(text);
          return { rev: 2, text, conflict: null };
        },
      },
    },
    <>
      <Editor />
      <SpacesScreen />
    </>,
  );
  const button = await screen.findByRole('button', { name: 'Sync' });
  await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), '!');
  await userEvent.click(button);
  await waitFor(() => expect(order).toEqual(['Tours were planned twice!', 'sync']));
});
