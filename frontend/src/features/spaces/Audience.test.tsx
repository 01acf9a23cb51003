import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Backend, SpaceEntry, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { ShareDialog } from './ShareDialog';
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
  alias: 'Kite',
  audience: '',
  audienceAside: '',
  user: '',
  key: '',
  remembered: false,
};
const board = { ...payments, id: 'S2', name: 'Board', audience: 'The board and its two guests' };

function show(spaces: Partial<Backend['spaces']>, what = <SpacesScreen />) {
  return renderScreen(what, recordedBackend({ spaces }));
}

it('asks who can read a space while it is added', async () => {
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
    within(dialog).getByRole('textbox', { name: 'Who can read this space' }),
    ' Everybody in Payments ',
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(added[0]?.audience).toBe('Everybody in Payments'));
});

it('shows who can read a space, and changes what it says', async () => {
  let list = [payments];
  const setAudience = vi.fn<Backend['spaces']['setAudience']>((_, audience) => {
    if (audience.startsWith('x')) {
      return Promise.reject(
        new Error(JSON.stringify({ code: 'invalid', key: 'share.audience_bad', params: {} })),
      );
    }
    list = [{ ...payments, audience }];
    return Promise.resolve();
  });
  show({ list: () => Promise.resolve(list), setAudience });
  expect(await screen.findByText('Nobody has said yet who can read it')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Payments/ }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Who can read it…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Who can read Payments?' });
  expect(await seriousFindings(dialog)).toEqual([]);
  const field = within(dialog).getByRole('textbox', { name: 'Who can read this space' });
  await userEvent.type(field, 'x');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Say so' }));
  expect(await within(dialog).findByText(/at most 160 signs/)).toBeVisible();
  await userEvent.clear(field);
  await userEvent.type(field, 'Everybody in Payments');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Say so' }));
  expect(setAudience).toHaveBeenLastCalledWith('S1', 'Everybody in Payments');
  expect(await screen.findByText('Read by: Everybody in Payments')).toBeVisible();
});

it('shows words that were put aside in the row of the space, and lets one of the two be chosen', async () => {
  const two = { ...board, audienceAside: 'The board alone' };
  const setAudience = vi.fn<Backend['spaces']['setAudience']>(() => Promise.resolve());
  const { container } = show({ list: () => Promise.resolve([two]), setAudience });
  const row = await screen.findByRole('listitem');
  expect(row).toHaveTextContent('“The board alone”, was put aside');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(within(row).getByRole('button', { name: 'Choose one' }));
  const dialog = await screen.findByRole('dialog', { name: 'Who can read Board?' });
  const field = within(dialog).getByRole('textbox', { name: 'Who can read this space' });
  expect(field).toHaveValue('The board and its two guests');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Take these words' }));
  expect(field).toHaveValue('The board alone');
  expect(await seriousFindings(dialog)).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Say so' }));
  expect(setAudience).toHaveBeenLastCalledWith('S2', 'The board alone');
});

it('says who will see a review before it is shared', async () => {
  show(
    {},
    <ShareDialog review={emptyReview()} spaces={[board, payments]} onClose={() => undefined} />,
  );
  await userEvent.click(await screen.findByRole('radio', { name: /Board/ }));
  expect(
    await screen.findByText(
      'Everybody who reads Board will see this: The board and its two guests',
    ),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('radio', { name: /Payments/ }));
  expect(screen.getByText(/^Everybody who can open Payments will see this\./)).toBeVisible();
});

it('says of a move whether others of the space it leaves have received it', async () => {
  const leaks = (received: boolean) => () =>
    Promise.resolve({
      ref: 'r',
      title: '',
      space: 'S2',
      holding: 0,
      found: [],
      allowed: [],
      shared: 0,
      received,
      place: { away: false, name: '', left: '', inside: false },
    });
  const what = (
    <ShareDialog
      review={emptyReview()}
      from={payments}
      spaces={[board]}
      onClose={() => undefined}
    />
  );
  const shown = show({ leaks: leaks(false) }, what);
  expect(await screen.findByText(/nobody in Payments ever received it/)).toBeVisible();
  shown.unmount();
  show({ leaks: leaks(true) }, what);
  expect(await screen.findByText(/Those who have only Payments keep/)).toBeVisible();
});

it('chooses none of several spaces, so that a key too early shares with nobody', async () => {
  const share = vi.fn<Backend['spaces']['share']>(() => Promise.resolve());
  show(
    { share },
    <ShareDialog review={emptyReview()} spaces={[board, payments]} onClose={() => undefined} />,
  );
  const dialog = await screen.findByRole('dialog');
  for (const radio of within(dialog).getAllByRole('radio')) expect(radio).not.toBeChecked();
  const act = within(dialog).getByRole('button', { name: /^Share/ });
  expect(act).toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('{Enter}');
  await userEvent.click(act);
  expect(share).not.toHaveBeenCalled();
  expect(await seriousFindings(dialog)).toEqual([]);
  await userEvent.click(within(dialog).getByRole('radio', { name: /Payments/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: /^Share/ }));
  await waitFor(() => expect(share).toHaveBeenCalledWith(emptyReview().ref, 'S1'));
});
