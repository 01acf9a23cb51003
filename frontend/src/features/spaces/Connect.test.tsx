import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Backend, SpaceAccount, SpaceEntry, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { nothingNew } from '../../testing/spaceAccount';
import { SpacesScreen } from './SpacesScreen';

const team: SpaceState = {
  id: 'S1',
  name: 'Team',
  address: 'git@git.example.org:team/reviews.git',
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
const failed: SpaceAccount = { ...nothingNew, name: 'Team', state: 'failed' };

function show(spaces: Partial<Backend['spaces']>) {
  const backend = recordedBackend({ spaces });
  const end = (id: string, error?: string) => {
    act(() => backend.emit('job.done', { id, ...(error ? { error } : {}) }));
  };
  return { ...renderScreen(<SpacesScreen />, backend), end };
}
const refused = (key: string, params: Record<string, string> = {}) =>
  JSON.stringify({ code: 'denied', key, params });

it('asks for a key where ssh is spoken, and sends neither with the other', async () => {
  const looked: SpaceEntry[] = [];
  const { end } = show({
    list: () => Promise.resolve([]),
    chooseFile: () => Promise.resolve('/home/ada/.ssh/reviews'),
    look: (entry) => Promise.resolve(`job-${looked.push(entry)}`),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a space' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('radio', { name: 'A server' }));
  await userEvent.type(within(dialog).getByLabelText('Token'), 't0ken');
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'Address' }),
    'git@git.example.org:team/reviews.git',
  );
  expect(within(dialog).queryByLabelText('Token')).not.toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Choose…' }));
  await waitFor(() =>
    expect(within(dialog).getByRole('textbox', { name: 'Key file' })).toHaveValue(
      '/home/ada/.ssh/reviews',
    ),
  );
  await userEvent.type(within(dialog).getByLabelText('Passphrase of the key'), 'open');
  expect(await seriousFindings(dialog)).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Test the connection' }));
  await waitFor(() => expect(looked).toHaveLength(1));
  expect(looked[0]).toMatchObject({
    user: '',
    secret: '',
    key: '/home/ada/.ssh/reviews',
    passphrase: 'open',
  });
  end('job-1', refused('share.key_locked', { file: 'reviews' }));
  expect(await within(dialog).findByText(/enter the passphrase/)).toBeVisible();
});

it('reaches the certificate from the dialog, keeps what was typed there and looks again', async () => {
  const setNetwork = vi.fn(() => Promise.resolve({ kept: true, ask: '' as const }));
  const look = vi.fn(() => Promise.resolve('job-1'));
  const { end } = show({
    list: () => Promise.resolve([]),
    look,
    network: () => Promise.resolve({ proxy: '', caFile: '', user: '', place: '' }),
    setNetwork,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a space' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('radio', { name: 'A server' }));
  const address = within(dialog).getByRole('textbox', { name: 'Address' });
  await userEvent.type(address, 'https://git.example.org/team.git');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Test the connection' }));
  end('job-1', refused('share.remote_untrusted'));
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Network…' }));
  const network = await screen.findByRole('dialog', { name: /^How servers are reached/ });
  await userEvent.type(
    await within(network).findByRole('textbox', { name: 'Further certificate authority' }),
    '/keys/ca.pem',
  );
  await userEvent.click(within(network).getByRole('button', { name: 'Keep' }));
  await waitFor(() => expect(look).toHaveBeenCalledTimes(2));
  expect(setNetwork).toHaveBeenCalledExactlyOnceWith({
    proxy: '',
    caFile: '/keys/ca.pem',
    user: '',
    secret: '',
    keep: true,
  });
  expect(screen.queryByRole('dialog', { name: /^How servers are reached/ })).toBeNull();
  expect(address).toHaveValue('https://git.example.org/team.git');
});

it('asks for the key after a sync that could not sign in, and syncs again', async () => {
  const signIn = vi.fn<Backend['spaces']['signIn']>(() =>
    Promise.resolve({ kept: false, ask: '' }),
  );
  const sync = vi.fn(() => Promise.resolve('job-1'));
  const { end } = show({
    list: () => Promise.resolve([team]),
    sync,
    syncResult: () =>
      Promise.resolve([
        { ...failed, error: refused('share.key_none', { host: 'git.example.org' }) },
      ]),
    signIn,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  end('job-1');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in…' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Key file' }), '/keys/a');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in and sync' }));
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(2));
  expect(signIn).toHaveBeenCalledExactlyOnceWith('S1', {
    user: '',
    secret: '',
    key: '/keys/a',
    passphrase: '',
    keep: false,
  });
});

it('unlocks what is kept for signing in, after a wrong passphrase too', async () => {
  const sync = vi.fn(() => Promise.resolve('job-1'));
  const unlockLogins = vi.fn<Backend['spaces']['unlockLogins']>((passphrase) =>
    passphrase === 'right'
      ? Promise.resolve()
      : Promise.reject(new Error(refused('share.logins_passphrase'))),
  );
  const { end } = show({
    list: () => Promise.resolve([team]),
    sync,
    syncResult: () => Promise.resolve([{ ...failed, error: refused('share.logins_locked') }]),
    unlockLogins,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  end('job-1');
  await userEvent.click(await screen.findByRole('button', { name: 'Unlock…' }));
  const dialog = await screen.findByRole('dialog');
  const field = within(dialog).getByLabelText('Passphrase');
  await userEvent.type(field, 'wrong{Enter}');
  expect(await within(dialog).findByText(/does not open the sealed file/)).toBeVisible();
  expect(sync).toHaveBeenCalledTimes(1);
  await userEvent.clear(field);
  await userEvent.type(field, 'right{Enter}');
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(2));
});

it('sets how servers are reached, and says what is wrong with a proxy', async () => {
  const setNetwork = vi.fn<Backend['spaces']['setNetwork']>((n) =>
    n.proxy.startsWith('http')
      ? Promise.resolve({ kept: true, ask: '' as const })
      : Promise.reject(new Error(refused('share.proxy_bad'))),
  );
  show({
    network: () =>
      Promise.resolve({ proxy: 'none', caFile: '/etc/company.pem', user: '', place: '' }),
    setNetwork,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Network…' }));
  const dialog = await screen.findByRole('dialog', { name: 'How servers are reached' });
  expect(await within(dialog).findByRole('radio', { name: 'None' })).toBeChecked();
  expect(await seriousFindings(dialog)).toEqual([]);
  await userEvent.click(within(dialog).getByRole('radio', { name: 'This one' }));
  const proxy = within(dialog).getByRole('textbox', { name: 'Address of the proxy' });
  await userEvent.type(proxy, 'ftp://proxy');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
  await waitFor(() => expect(proxy).toHaveAccessibleDescription(/proxy/i));
  await userEvent.clear(proxy);
  await userEvent.type(proxy, 'http://proxy:3128');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
  await waitFor(() =>
    expect(setNetwork).toHaveBeenLastCalledWith({
      proxy: 'http://proxy:3128',
      caFile: '/etc/company.pem',
      user: '',
      secret: '',
      keep: true,
    }),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});

it('gives a proxy that asks its name and password, and syncs again', async () => {
  const setNetwork = vi.fn<Backend['spaces']['setNetwork']>((n) =>
    n.secret
      ? Promise.resolve({ kept: false, ask: 'choose' as const })
      : Promise.reject(new Error(refused('share.proxy_login_incomplete'))),
  );
  const sealNetwork = vi.fn(() => Promise.resolve());
  const sync = vi.fn(() => Promise.resolve('job-1'));
  const { end } = show({
    list: () => Promise.resolve([team]),
    sync,
    syncResult: () =>
      Promise.resolve([
        { ...failed, id: 'S1', error: refused('share.proxy_sign_in', { proxy: 'desk:3128' }) },
      ]),
    network: () =>
      Promise.resolve({ proxy: 'http://desk:3128', caFile: '', user: 'bo', place: 'file' }),
    setNetwork,
    sealNetwork,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  await waitFor(() => expect(sync).toHaveBeenCalled());
  end('job-1');
  const account = await screen.findByRole('article', { name: 'Team' });
  expect(account).toHaveTextContent('The proxy desk:3128 on the way wants to know who you are.');
  await userEvent.click(within(account).getByRole('button', { name: 'Network…' }));
  const dialog = await screen.findByRole('dialog', { name: 'How servers are reached' });
  const user = await within(dialog).findByRole('textbox', { name: 'Your name at the proxy' });
  const password = within(dialog).getByLabelText('Password at the proxy');
  expect(user).toHaveValue('bo');
  expect(password).toHaveAccessibleDescription(/A password is kept/);
  await userEvent.clear(user);
  await userEvent.type(user, 'ada');
  expect(password).not.toHaveAccessibleDescription();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
  await waitFor(() => expect(password).toHaveAccessibleDescription(/belong together/));
  await userEvent.type(password, 'open sesame');
  expect(await seriousFindings(dialog)).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
  expect(setNetwork).toHaveBeenLastCalledWith({
    proxy: 'http://desk:3128',
    caFile: '',
    user: 'ada',
    secret: 'open sesame',
    keep: true,
  });
  const seal = await screen.findByRole('dialog', { name: 'Remember it in a sealed file?' });
  await userEvent.type(within(seal).getByLabelText('Passphrase'), 'correct horse');
  await userEvent.type(within(seal).getByLabelText('The passphrase once more'), 'correct horse');
  await userEvent.click(within(seal).getByRole('button', { name: 'Remember it' }));
  await waitFor(() => expect(sealNetwork).toHaveBeenCalledExactlyOnceWith('correct horse'));
  await waitFor(() => expect(sync).toHaveBeenLastCalledWith(['S1']));
});

it('asks for the passphrase where it is needed to add, and goes on with that', async () => {
  const unlockLogins = vi.fn<Backend['spaces']['unlockLogins']>((passphrase) =>
    passphrase === 'correct horse'
      ? Promise.resolve()
      : Promise.reject(new Error(refused('share.logins_passphrase'))),
  );
  const add = vi.fn(() => Promise.resolve(`job-${add.mock.calls.length}`));
  const { end } = show({ list: () => Promise.resolve([]), add, unlockLogins });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a space' }));
  const dialog = await screen.findByRole('dialog', { name: 'Add a space' });
  await userEvent.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'Team');
  await userEvent.type(within(dialog).getByRole('textbox', { name: /^Folder/ }), '/mnt/team');
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(add).toHaveBeenCalledTimes(1));
  end('job-1', refused('share.logins_locked'));
  // The keys go where the person is asked, and Enter unlocks there.
  const field = await within(dialog).findByLabelText('Passphrase');
  expect(field).toHaveFocus();
  await userEvent.keyboard('wrong{Enter}');
  await waitFor(() => expect(unlockLogins).toHaveBeenCalledTimes(1));
  expect(add).toHaveBeenCalledTimes(1);
  await userEvent.clear(field);
  await userEvent.keyboard('correct horse{Enter}');
  await waitFor(() => expect(add).toHaveBeenCalledTimes(2));
});

it('offers a sealed file where what lets a person in cannot be remembered otherwise', async () => {
  const sync = vi.fn(() => Promise.resolve('job-1'));
  const seal = vi.fn<Backend['spaces']['seal']>((_, passphrase) =>
    passphrase.length < 8
      ? Promise.reject(new Error(refused('share.logins_short')))
      : Promise.resolve(),
  );
  const { end } = show({
    list: () => Promise.resolve([team]),
    sync,
    syncResult: () => Promise.resolve([{ ...failed, error: refused('share.key_none', {}) }]),
    signIn: () => Promise.resolve({ kept: false, ask: 'choose' }),
    seal,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Sync' }));
  end('job-1');
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in…' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: /^Remember/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Sign in and sync' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remember it in a sealed file?' });
  expect(await seriousFindings(dialog)).toEqual([]);
  const [first, again] = [
    within(dialog).getByLabelText('Passphrase'),
    within(dialog).getByLabelText('The passphrase once more'),
  ];
  // The rule stands beside the field before anything is pressed.
  expect(first).toHaveAccessibleDescription(/At least 8 characters/);
  await userEvent.type(first, 'short');
  await userEvent.type(again, 'other');
  expect(within(dialog).getByText('The two are not the same yet.')).toBeVisible();
  await userEvent.clear(again);
  await userEvent.type(again, 'short');
  const act = within(dialog).getByRole('button', { name: 'Remember it' });
  expect(act).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(act);
  expect(seal).not.toHaveBeenCalled();
  await userEvent.type(first, 'er than it was');
  await userEvent.type(again, 'er than it was');
  expect(sync).toHaveBeenCalledTimes(1);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remember it' }));
  await waitFor(() => expect(sync).toHaveBeenCalledTimes(2));
  expect(seal).toHaveBeenLastCalledWith('S1', 'shorter than it was');
});
