import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Backend, SpaceEntry, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { SpaceMark } from './SpaceMark';
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

function show(spaces: Partial<Backend['spaces']>, what = <SpacesScreen />) {
  return renderScreen(what, recordedBackend({ spaces }));
}

it('asks for an alias while a space is added, and leaves it to the person', async () => {
  const added: SpaceEntry[] = [];
  show({
    add: (entry) => {
      added.push(entry);
      return Promise.resolve('job-1');
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Add a space' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Payments');
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Folder' }), '/mnt/team');
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'What others call you' }),
    ' Kite ',
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(added[0]?.alias).toBe('Kite'));
});

it('changes what others call the person, and says why an alias cannot be used', async () => {
  let list = [{ ...payments, alias: 'Kite' }];
  const setAlias = vi.fn<Backend['spaces']['setAlias']>((_, alias) => {
    if (alias.startsWith('d-')) {
      return Promise.reject(
        new Error(JSON.stringify({ code: 'invalid', key: 'share.alias_bad', params: {} })),
      );
    }
    list = [{ ...payments, alias }];
    return Promise.resolve();
  });
  const { container } = show({ list: () => Promise.resolve(list), setAlias });
  expect(await screen.findByText(/the others call you Kite/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Payments/ }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'What others call you…' }));
  const dialog = await screen.findByRole('dialog', { name: 'What others in Payments call you' });
  expect(await seriousFindings(dialog)).toEqual([]);
  const field = within(dialog).getByRole('textbox', { name: 'What others call you' });
  expect(field).toHaveValue('Kite');
  await userEvent.clear(field);
  await userEvent.type(field, 'd-0123456789');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Use it' }));
  expect(await within(dialog).findByText(/none that looks like a pseudonym/)).toBeVisible();
  await userEvent.clear(field);
  expect(within(dialog).queryByText(/looks like a pseudonym/)).not.toBeInTheDocument();
  await userEvent.type(field, 'Otter{Enter}');
  expect(await screen.findByText(/the others call you Otter/, { selector: '.meta' })).toBeVisible();
  expect(setAlias).toHaveBeenLastCalledWith('S1', 'Otter');
  expect(container.textContent).not.toMatch(/\b(git|repository|commit)\b/i);
});

it('asks with the first review that is shared, and not again', async () => {
  const calls: string[] = [];
  const review = emptyReview({ title: 'Payouts were sent twice' });
  const named = { ...payments, id: 'S2', name: 'Everybody', alias: 'Kite' };
  show(
    {
      list: () => Promise.resolve([payments, named]),
      setAlias: (id, alias) => Promise.resolve(void calls.push(`${id} is ${alias}`)),
      share: (ref, id) => Promise.resolve(void calls.push(`${ref} to ${id}`)),
    },
    <SpaceMark review={review} />,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Only here' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('radio', { name: /Everybody/ }));
  expect(within(dialog).queryByRole('textbox')).not.toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole('radio', { name: /Payments/ }));
  await userEvent.type(within(dialog).getByRole('textbox'), 'Otter');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Share' }));
  await waitFor(() => expect(calls).toEqual(['S1 is Otter', `${review.ref} to S1`]));
});
