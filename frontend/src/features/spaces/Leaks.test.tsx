import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Backend, KeptBack, Leak, LeakLook, SpaceState } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { SpaceMark } from './SpaceMark';
import { SpacesScreen } from './SpacesScreen';

const space: SpaceState = {
  id: 'S1',
  name: 'Payments',
  address: '/mnt/team/reviews',
  reviews: 1,
  unsent: 1,
  undecided: 0,
  aside: 0,
  syncedAt: '2026-11-20T10:00:00Z',
  alias: 'Kite',
  audience: '',
  audienceAside: '',
  user: '',
  key: '',
  remembered: false,
};
const leak = (key: string, more: Partial<Leak> = {}): Leak => ({
  key,
  kind: 'name',
  where: 'Section Summary',
  words: 'Zoë',
  before: 'Then ',
  after: ' restarted it.',
  role: 'Operator',
  holds: true,
  fixed: false,
  why: '',
  ...more,
});
const empty: LeakLook = {
  ref: 'REV-26-AAAAAA',
  title: 'Pumps stood still',
  space: 'S1',
  holding: 0,
  found: [],
  allowed: [],
  shared: 0,
  received: true,
  place: { away: false, name: '', left: '', inside: false },
};
const kept = (more: Partial<KeptBack> = {}): KeptBack => ({
  ref: empty.ref,
  title: empty.title,
  state: 'held',
  to: 'S1',
  from: '',
  holding: 3,
  ...more,
});
const named: LeakLook = {
  ...empty,
  holding: 3,
  found: [
    leak('k1'),
    leak('k2', { where: 'Words of the entry “10:20”' }),
    leak('k3', { kind: 'email', words: 'zoe@harbour.se', role: '' }),
    leak('k4', { kind: 'address', words: '10.0.0.7', holds: false }),
  ],
};

function show(spaces: Partial<Backend['spaces']>, what = <SpacesScreen />) {
  const backend = recordedBackend({ spaces: { list: () => Promise.resolve([space]), ...spaces } });
  return renderScreen(what, backend);
}

it('lets a person decide about each of the words that keep a review from being shared', async () => {
  const calls: string[] = [];
  let look = named;
  const review = emptyReview({ ref: named.ref });
  show(
    {
      leaks: (ref, to) => {
        calls.push(`look ${ref} ${to}`);
        return Promise.resolve(look);
      },
      replaceLeaks: (_, keys, words) => {
        calls.push(`replace ${keys.join()} ${words}`);
        look = { ...look, holding: 1, found: look.found.slice(2) };
        return Promise.resolve({ rev: 2 });
      },
      allowLeaks: (_, keys, why) => {
        calls.push(`allow ${keys.join()} ${why}`);
        const kept = look.found.filter((f) => !f.holds);
        look = { ...look, holding: 0, found: kept, allowed: [leak('k3', { why })] };
        return Promise.resolve();
      },
      share: (ref, id) => Promise.resolve(void calls.push(`share ${ref} ${id}`)),
    },
    <SpaceMark review={review} />,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Only here' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/^3 places name somebody/)).toBeVisible();
  expect(within(dialog).getByText(/1 place you may want to look at/)).toBeVisible();
  expect(await seriousFindings(dialog)).toEqual([]);
  const button = within(dialog).getByRole('button', { name: 'Share' });
  await userEvent.click(button);
  expect(calls).toEqual([`look ${named.ref} S1`]);

  const zoe = within(dialog).getByRole('listitem', { name: 'Zoë' });
  expect(zoe).toHaveTextContent('2 places');
  const field = within(zoe).getByRole('textbox', { name: 'Put in its place' });
  expect(field).toHaveValue('Operator');
  await userEvent.clear(field);
  await userEvent.type(field, 'the operator{Enter}');
  expect(await within(dialog).findByText(/^1 place names somebody/)).toBeVisible();

  const mail = within(dialog).getByRole('listitem', { name: 'zoe@harbour.se' });
  await userEvent.click(within(mail).getByRole('button', { name: 'It may stay…' }));
  await userEvent.type(
    within(mail).getByRole('textbox', { name: 'Why it may stay' }),
    'A shared mailbox{Enter}',
  );
  expect(await within(dialog).findByText(/1 place may stay, as you said/)).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Share' }));
  expect(await screen.findByText(/Payments/)).toBeVisible();
  expect(calls.filter((c) => !c.startsWith('look'))).toEqual([
    'replace k1,k2 the operator',
    'allow k3 A shared mailbox',
    `share ${named.ref} S1`,
  ]);
});

it('lists what was held back, and says why a decision was refused', async () => {
  show({
    held: () => Promise.resolve([kept()]),
    leaks: () => Promise.resolve(named),
    replaceLeaks: () =>
      Promise.reject(new Error(JSON.stringify({ code: 'conflict', key: 'leak.moved_on' }))),
  });
  const part = await screen.findByRole('region', { name: 'Kept back' });
  expect(part).toHaveTextContent('Pumps stood still');
  expect(part).toHaveTextContent('3 places in it name somebody or give access. “Payments” keeps');
  await userEvent.click(within(part).getByRole('button', { name: 'Look through' }));
  const dialog = await screen.findByRole('dialog');
  const zoe = await within(dialog).findByRole('listitem', { name: 'Zoë' });
  await userEvent.click(within(zoe).getByRole('button', { name: 'Put there' }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent(/nothing was changed/);
});

it('lets words that nothing can be written over stay only with a reason', async () => {
  const allowed: string[] = [];
  const fixed = { ...empty, holding: 1, found: [leak('k1', { fixed: true })] };
  show({
    held: () => Promise.resolve([kept({ holding: 1 })]),
    leaks: () => Promise.resolve(fixed),
    allowLeaks: (_, keys, why) => Promise.resolve(void allowed.push(`${keys.join()} ${why}`)),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Look through' }));
  const dialog = await screen.findByRole('dialog');
  const zoe = await within(dialog).findByRole('listitem', { name: 'Zoë' });
  expect(within(zoe).queryByRole('button', { name: 'Put there' })).toBeNull();
  await userEvent.type(within(zoe).getByRole('textbox'), 'Decided long ago{Enter}');
  expect(allowed).toEqual(['k1 Decided long ago']);
});

it('keeps a list of names to look for', async () => {
  let list = [{ name: 'Ada Okafor', role: 'Electrician' }];
  show({
    roster: () => Promise.resolve(list),
    listName: (name, role) => {
      if (name === 'x') {
        return Promise.reject(
          new Error(
            JSON.stringify({ code: 'invalid', key: 'leak.name_bad', params: { max: '120' } }),
          ),
        );
      }
      list = [...list, { name, role }];
      return Promise.resolve(list);
    },
    unlistName: (name) => {
      list = list.filter((p) => p.name !== name);
      return Promise.resolve(list);
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Names to look for…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Names to look for' });
  expect(await within(dialog).findByText('Electrician')).toBeVisible();
  expect(await seriousFindings(dialog)).toEqual([]);
  const name = within(dialog).getByRole('textbox', { name: 'Name' });
  await userEvent.type(name, 'x{Enter}');
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('2 to 120 characters');
  await userEvent.clear(name);
  await userEvent.type(name, 'Zoë Lindqvist{Enter}');
  expect(await within(dialog).findByText('Zoë Lindqvist')).toBeVisible();
  expect(name).toHaveValue('');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Take Ada Okafor off the list' }),
  );
  expect(within(dialog).queryByText('Electrician')).toBeNull();
});

it('moves a review to another space after saying what stays with those of the first', async () => {
  const calls: string[] = [];
  show(
    {
      list: () => Promise.resolve([space, { ...space, id: 'S2', name: 'Board' }]),
      share: (ref, id) => Promise.resolve(void calls.push(`${ref} to ${id}`)),
    },
    <SpaceMark review={emptyReview({ ref: named.ref, space: 'S1' })} />,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Move…' }));
  const dialog = await screen.findByRole('dialog', { name: /^Move “/ });
  expect(within(dialog).getAllByRole('radio')).toHaveLength(1);
  expect(within(dialog).getByText(/Those who have only Payments keep/)).toBeVisible();
  expect(await seriousFindings(dialog)).toEqual([]);
  await within(dialog).findByText(/Looked through: nobody you know/);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Move' }));
  expect(await screen.findByText(/goes to Board with the next sync/)).toBeVisible();
  expect(calls).toEqual([`${named.ref} to S2`]);
});

it('lists what was to be shared, and shares it or leaves it where it is', async () => {
  const calls: string[] = [];
  let list = [
    kept({ state: 'asked' }),
    kept({ ref: 'REV-26-BBBBBB', title: 'Mail was late', state: 'ready', holding: 0 }),
    kept({ ref: 'REV-26-CCCCCC', title: 'Lifts', state: 'moving', to: 'S2', from: 'S1' }),
  ];
  const leaves = (call: string, ref: string) => {
    calls.push(`${call} ${ref}`);
    list = list.filter((k) => k.ref !== ref);
    return Promise.resolve();
  };
  show({
    list: () => Promise.resolve([space, { ...space, id: 'S2', name: 'Board' }]),
    held: () => Promise.resolve(list),
    leaks: (ref, to) => {
      calls.push(`look ${ref} ${to}`);
      return Promise.resolve(named);
    },
    share: (ref, to) => leaves(`share ${to}`, ref),
    keepHere: (ref) => leaves('keep', ref),
  });
  const part = await screen.findByRole('region', { name: 'Kept back' });
  const line = (name: string) => within(part).getByRole('listitem', { name });
  expect(line('Pumps stood still')).toHaveTextContent('To go to “Payments”: 3 places in it name');
  expect(line('Mail was late')).toHaveTextContent('nothing is in the way any more');
  expect(line('Lifts')).toHaveTextContent('On its way from “Payments” to “Board”');
  expect(within(line('Lifts')).getByRole('button', { name: 'Sync now' })).toBeVisible();
  expect(await seriousFindings(part)).toEqual([]);
  await userEvent.click(
    within(line('Pumps stood still')).getByRole('button', { name: 'Look through' }),
  );
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/Nobody in “Payments” has this review yet/)).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  await userEvent.click(within(line('Mail was late')).getByRole('button', { name: 'Share' }));
  expect(await screen.findByText(/Sync now/, { selector: '.toast *' })).toBeVisible();
  await waitFor(() => expect(within(part).queryByText('Mail was late')).toBeNull());
  await userEvent.click(
    within(line('Pumps stood still')).getByRole('button', { name: 'Leave it here' }),
  );
  await waitFor(() => expect(within(part).queryByText('Pumps stood still')).toBeNull());
  expect(calls).toEqual([`look ${named.ref} S1`, 'share S1 REV-26-BBBBBB', `keep ${named.ref}`]);
});

it('notes a review for later, and says at the review that it is kept back', async () => {
  const calls: string[] = [];
  const review = emptyReview({ ref: named.ref, space: '' });
  show(
    {
      leaks: () => Promise.resolve(named),
      held: () => Promise.resolve(calls.length > 0 ? [kept({ state: 'asked' })] : []),
      shareLater: (ref, to) => Promise.resolve(void calls.push(`${ref} to ${to}`)),
    },
    <SpaceMark review={review} />,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Only here' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Decide later' }));
  expect(calls).toEqual([`${named.ref} to S1`]);
  await userEvent.click(await screen.findByRole('button', { name: 'Kept back' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByRole('listitem', { name: 'Zoë' })).toBeVisible();
  expect(within(dialog).queryByRole('button', { name: 'Decide later' })).toBeNull();
});

it('says once why several reviews are kept back, and moves them with one press', async () => {
  const moving = (ref: string, title: string) =>
    kept({ ref, title, state: 'moving', to: 'S2', from: 'S1', holding: 0 });
  show({
    list: () => Promise.resolve([space, { ...space, id: 'S2', name: 'Board' }]),
    held: () =>
      Promise.resolve([
        kept(),
        kept({ ref: 'REV-26-BBBBBB', title: 'Mail was late', holding: 1 }),
        moving('REV-26-CCCCCC', 'Lifts'),
        moving('REV-26-DDDDDD', 'Doors'),
      ]),
  });
  const part = await screen.findByRole('region', { name: 'Kept back' });
  expect(within(part).getByText(/^2 reviews wait for your decision/)).toBeVisible();
  expect(within(part).getByRole('listitem', { name: 'Mail was late' })).toHaveTextContent(
    /Mail was late 1 place/,
  );
  expect(within(part).getAllByRole('button', { name: 'Look through' })).toHaveLength(2);
  expect(within(part).getByText(/^2 reviews are on their way from “Payments”/)).toBeVisible();
  expect(within(part).getAllByRole('button', { name: 'Sync now' })).toHaveLength(1);
});
