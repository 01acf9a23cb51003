import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Backend, Undecided } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { ConflictScreen } from './ConflictScreen';
import { apartWords, shownText, whose } from './words';

const severity: Undecided = {
  id: '01A',
  members: ['01A'],
  ref: 'REV-26-AAAAAA',
  title: 'Payouts were sent twice',
  path: 'severity',
  kind: 'reimport',
  form: 'choice',
  where: 'Severity',
  field: 'Severity',
  what: 'Payouts were sent twice',
  beside: '',
  no_base: false,
  base: 'SEV2',
  values: ['SEV1', 'SEV3'],
  shown: [
    { text: 'SEV1', from: 'here', by: '', at: '' },
    { text: 'SEV3', from: 'file', by: '', at: '' },
  ],
  base_shown: 'SEV2',
  moved: false,
  gone: false,
  choices: ['1', '2', 'text'],
  options: ['SEV1', 'SEV2', 'SEV3'].map((value) => ({ value, label: value })),
  state: 'open',
  keep: '',
  decision: '',
  decided_by: '',
  decided_at: '',
  why: '',
  decisions: [],
  apart: false,
};
const title: Undecided = {
  ...severity,
  id: '01B',
  members: ['01B'],
  path: 'title',
  form: 'line',
  where: 'Title',
  field: 'Title',
  values: ['Mine', 'Theirs'],
  shown: [
    { text: 'Mine', from: 'here', by: '', at: '' },
    { text: 'Theirs', from: 'another', by: 'heron', at: '2026-03-01T10:00:00Z' },
  ],
  options: [],
};

it('says of words that somebody took away that they were emptied', () => {
  const one: Undecided = {
    ...title,
    form: 'text',
    base_shown: 'The batch ran twice.',
    shown: [
      { text: 'The batch ran two times.', from: 'own', by: '', at: '' },
      { text: '', from: 'another', by: 'heron', at: '' },
    ],
  };
  expect(apartWords(one)).toBe('“The batch ran two times.” or emptied');
  expect(whose(one, 1).note).toBe('emptied');
  expect(shownText({ ...one, form: 'line' }, '')).toBe('emptied');
  expect(shownText({ ...one, base_shown: '' }, '')).toBe('Nothing stands there');
});

it('tells questions about one passage apart by where their versions differ', () => {
  const texts = (one: string, other: string): Undecided => ({
    ...title,
    form: 'text',
    shown: [
      { text: one, from: 'own', by: '', at: '' },
      { text: other, from: 'another', by: 'heron', at: '' },
    ],
  });
  expect(
    apartWords(
      texts('Fourteen customers waited ten minutes.', 'Fourteen customers waited an hour.'),
    ),
  ).toBe('“…ten minutes.” or “…an hour.”');
  expect(apartWords(texts('Nobody saw it', 'Somebody saw it'))).toBe(
    '“Nobody saw it” or “Somebody saw it”',
  );
  expect(apartWords(texts('A line', ''))).toContain('“A line” or ');
  expect(apartWords(texts('x '.repeat(40), `${'x '.repeat(10)}y`))).toMatch(
    /^“…(x ){13}x…” or “…y”$/,
  );
});

function show(list: Undecided[]) {
  const settle = vi.fn<Backend['reviews']['settleConflict']>(() => Promise.resolve({ rev: 2 }));
  const undo = vi.fn(() =>
    Promise.resolve({
      done: true,
      label: { key: 'history.actions.set', params: {} },
      rev: 3,
      path: '',
    }),
  );
  const backend = recordedBackend({
    reviews: { conflicts: () => Promise.resolve([...list]), settleConflict: settle },
    records: { undo },
  });
  return { ...renderScreen(<ConflictScreen />, backend), backend, settle, undo };
}

it('is decided by key, goes to the next, and can be taken back', async () => {
  const { container, settle, undo } = show([severity, title]);
  expect(await screen.findByText('0 of 2 decided')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  expect(screen.getByRole('radio', { name: /From the file/ })).not.toBeChecked();
  await userEvent.keyboard('2');
  expect(screen.getByRole('radio', { name: /From the file/ })).toBeChecked();
  expect(screen.getByRole('button', { name: /Take SEV3/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await waitFor(() =>
    expect(settle).toHaveBeenCalledExactlyOnceWith(
      severity.ref,
      '01A',
      { keep: '2', text: '', why: '', seen: ['SEV3'] },
      '',
    ),
  );
  expect(await screen.findByRole('heading', { name: 'Title' })).toBeVisible();
  expect(screen.getByText('Version of heron')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledExactlyOnceWith(severity.ref, '');
});

it('goes on by key at the next question, and takes the last decision back from there', async () => {
  const list = [severity, title];
  const { settle, undo, backend } = show(list);
  settle.mockImplementation((_, id) => {
    const at = list.findIndex((c) => c.id === id);
    const decided = list[at];
    if (decided) list[at] = { ...decided, state: 'resolved', decision: 'SEV1' };
    return Promise.resolve({ rev: 2 });
  });
  const changed = () =>
    act(() => {
      backend.emit('reviews.changed', { rev: 2 });
    });
  await screen.findByText('0 of 2 decided');
  // Nothing was decided here: there is nothing to take back.
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(undo).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Title' })).toHaveFocus());
  changed();
  await screen.findByText('1 of 2 decided');
  await userEvent.keyboard('2{Enter}');
  changed();
  // None is left: what was decided last shows how.
  await screen.findByText('2 of 2 decided');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Title' })).toHaveFocus());
  list[1] = title;
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(undo).toHaveBeenCalledOnce());
  changed();
  await screen.findByText('1 of 2 decided');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Title' })).toHaveFocus());
  expect(screen.getByRole('radio', { name: /heron/ })).toBeVisible();
  // The one before it, once; and then there is none.
  list[0] = severity;
  await userEvent.keyboard('{Control>}z{/Control}');
  changed();
  await screen.findByText('0 of 2 decided');
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Severity' })).toHaveFocus());
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(undo).toHaveBeenCalledTimes(2);
});

it('takes words of one’s own with the reason', async () => {
  const { settle } = show([title]);
  await screen.findByText('0 of 1 decided');
  await userEvent.keyboard('e');
  const own = await screen.findByRole('textbox', { name: 'Title, in your words' });
  await waitFor(() => expect(own).toHaveFocus());
  await userEvent.clear(own);
  await userEvent.type(own, 'Ours');
  await userEvent.type(screen.getByRole('textbox', { name: /^Why/ }), 'we talked');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() =>
    expect(settle).toHaveBeenCalledExactlyOnceWith(
      title.ref,
      '01B',
      { keep: 'text', text: 'Ours', why: 'we talked', seen: ['Mine'] },
      '',
    ),
  );
});

it('takes the first letter typed after its key, and gives the keys back with Escape', async () => {
  show([title]);
  await screen.findByText('0 of 1 decided');
  await userEvent.keyboard('e (by the gate)');
  const own = screen.getByRole('textbox', { name: 'Title, in your words' });
  expect(own).toHaveValue('Mine (by the gate)');
  await userEvent.keyboard('{Escape}');
  expect(own).not.toHaveFocus();
  await userEvent.keyboard('2');
  expect(screen.getByRole('radio', { name: /heron/ })).toBeChecked();
  await userEvent.keyboard('e');
  expect(screen.getByRole('textbox', { name: 'Title, in your words' })).toHaveValue(
    'Mine (by the gate)',
  );
});

it('says which of the known values is taken', async () => {
  const { settle } = show([severity]);
  await screen.findByText('0 of 1 decided');
  await userEvent.keyboard('e');
  const box = screen.getByRole('combobox', { name: 'Severity' });
  expect(box).toHaveFocus();
  await userEvent.selectOptions(box, 'SEV2');
  await userEvent.keyboard('{Escape}');
  await userEvent.click(screen.getByRole('button', { name: /Take SEV2/ }));
  expect(settle.mock.lastCall?.[2].text).toBe('SEV2');
});

it('shows what was written since as what stands, and still takes any of the others', async () => {
  const now = { text: 'SEV4', from: 'now', by: '', at: '' } as const;
  const { settle } = show([
    {
      ...severity,
      moved: true,
      values: ['SEV4', 'SEV1', 'SEV3'],
      shown: [now, ...severity.shown],
      choices: ['1', '2', '3', 'text'],
    },
  ]);
  expect(await screen.findByText(/It was changed again since/)).toBeVisible();
  expect(screen.getByRole('radio', { name: /What it says now/ })).toBeChecked();
  expect(screen.queryByText(/stands for now/)).toBeNull();
  expect(screen.getByRole('button', { name: /Leave it as it is/ })).toBeVisible();
  await userEvent.keyboard('3');
  await userEvent.click(screen.getByRole('button', { name: /Take SEV3/ }));
  expect(settle).toHaveBeenCalledExactlyOnceWith(
    severity.ref,
    '01A',
    { keep: '3', text: '', why: '', seen: ['SEV3'] },
    '',
  );
});

it('says of a part that was taken away that it is, and that a version brings it back', async () => {
  const gone = { text: 'taken away', from: 'now', by: '', at: '' } as const;
  show([
    {
      ...severity,
      path: 'timeline/01E/role',
      form: 'line',
      where: 'Role of the entry “alarm”',
      moved: true,
      gone: true,
      values: ['', 'Board', 'Team'],
      shown: [
        gone,
        { text: 'Board', from: 'another', by: '', at: '' },
        { text: 'Team', from: 'before', by: '', at: '' },
      ],
      choices: ['1', '2', '3', 'text'],
    },
  ]);
  expect(await screen.findByText(/taken away since/)).toBeVisible();
  expect(screen.getByText(/Both began with/)).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Show it in the review' })).toBeNull();
  expect(screen.getByRole('radio', { name: /As it was when it was taken away/ })).toBeVisible();
  expect(screen.getByRole('button', { name: /Leave it as it is/ })).toBeVisible();
});

it('asks about a whole review in words', async () => {
  show([
    {
      ...severity,
      form: 'record',
      path: '/',
      kind: 'delete-edit',
      where: 'The review',
      no_base: true,
      values: ['sha256:aa', ''],
      shown: [
        {
          text: '“Said anew”, as it was edited',
          edited: 'Severity: SEV2',
          from: 'another',
          by: 'heron',
          at: '',
        },
        { text: 'Moved to the trash', from: 'another', by: 'kite', at: '2026-03-01T10:00:00Z' },
      ],
      choices: ['1', '2'],
      options: [],
    },
  ]);
  expect(await screen.findByRole('button', { name: /Keep the review/ })).toBeVisible();
  expect(screen.queryByText(/sha256/)).toBeNull();
  expect(screen.getByRole('radio', { name: /What was edited: Severity: SEV2/ })).toBeVisible();
  await userEvent.keyboard('2');
  expect(screen.getByRole('button', { name: /Move it to the trash/ })).toBeVisible();
});

it('says so when nothing waits', async () => {
  show([]);
  expect(await screen.findByText('Nothing waits for a decision')).toBeVisible();
});

const place: Undecided = {
  ...severity,
  id: '01C',
  members: ['01C'],
  path: '/',
  kind: 'spaces',
  form: 'space',
  where: 'The space it is in',
  field: 'The space it is in',
  values: ['01A', '01B'],
  shown: [
    { text: 'Board', from: 'elsewhere', by: '', at: '', copy: '# What the board calls it' },
    { text: 'Third', from: 'here', by: '', at: '' },
  ],
  base: '01T',
  base_shown: 'Team',
  choices: ['1', '2'],
  options: [],
};

it('asks where a review belongs that was moved to two spaces, and shows both copies', async () => {
  const { settle } = show([place]);
  expect(await screen.findByText('It was in Team.')).toBeVisible();
  expect(screen.getByText('Read the copy in Board')).toBeVisible();
  // What stands here is the answer to begin with.
  expect(await screen.findByRole('button', { name: /^Keep it in Third/ })).toBeVisible();
  await userEvent.keyboard('1');
  await userEvent.click(await screen.findByRole('button', { name: /^Move it to Board/ }));
  expect(settle).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    '01C',
    { keep: '1', text: '', why: '', seen: ['01A'] },
    '',
  );
  expect(await screen.findByText(/It is decided where the review belongs/)).toBeVisible();
});

it('says that somebody else has to decide where only one of the spaces is here', async () => {
  show([{ ...place, choices: ['2'] }]);
  expect(await screen.findByText(/This computer has only one of them/)).toBeVisible();
  await userEvent.keyboard('1');
  expect(screen.getByRole('button', { name: /^Keep it in Third/ })).toBeVisible();
});

const twin: Undecided = {
  ...place,
  id: '01D',
  members: ['01D'],
  path: '/01B',
  kind: 'twin',
  form: 'twin',
  where: 'Two reviews come from the same file',
  field: 'Two reviews come from the same file',
  no_base: true,
  base: 'aa',
  base_shown: '',
  shown: [
    { text: 'REV-26-AAAAAA Pumps', from: 'twin', by: '', at: '', copy: '# What one says' },
    { text: 'REV-26-BBBBBB Pumps', from: 'twin', by: '', at: '', copy: '# What the other says' },
  ],
  choices: ['1', '2', 'both'],
};

it('asks whether two reviews of one file are one, and begins with keeping both', async () => {
  const { settle } = show([twin]);
  expect(await screen.findByText('Read REV-26-AAAAAA Pumps')).toBeVisible();
  // Told apart by their references: their titles are often the same.
  expect(screen.getByRole('radio', { name: /^REV-26-AAAAAA.*Pumps/ })).toBeVisible();
  expect(screen.getAllByRole('button', { name: /^Keep both/ })).toHaveLength(2);
  await userEvent.keyboard('2');
  await userEvent.click(
    await screen.findByRole('button', { name: /^Make them one: keep REV-26-BBBBBB/ }),
  );
  expect(settle).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    '01D',
    { keep: '2', text: '', why: '', seen: ['01B'] },
    '',
  );
  expect(await screen.findByText(/They are one review now/)).toBeVisible();
});

it('offers to keep both alone where one of them is gone', async () => {
  show([{ ...twin, choices: ['both'] }]);
  expect(await screen.findByText(/there is nothing to bring together/)).toBeVisible();
});

const took = (by: string, side: number, why: string) => ({
  value: severity.values[side - 1] ?? '',
  side,
  by,
  own: by === '',
  at: '2026-03-01T10:00:00Z',
  why,
});

it('says who decided a question, when and why, and whose each version was', async () => {
  show([
    {
      ...title,
      state: 'resolved',
      decision: 'Theirs',
      decided_at: '2026-03-01T10:00:00Z',
      decisions: [
        { ...took('', 1, 'mine was first'), value: 'Mine' },
        { ...took('heron', 2, 'ours is clearer'), value: 'Theirs' },
      ],
    },
  ]);
  const said = await screen.findAllByRole('listitem');
  expect(said.map((x) => x.textContent)).toEqual([
    expect.stringMatching(/^You took “Mine”, .*2026.*“mine was first”$/),
    expect.stringMatching(/^heron took “Theirs”, .*2026.*“ours is clearer”$/),
  ]);
  expect(screen.getByText(/^Version of heron, /)).toBeVisible();
});

it('names none of two decisions that were made apart as the one that counts', async () => {
  show([
    {
      ...title,
      state: 'resolved',
      apart: true,
      decisions: [
        { ...took('otter', 1, ''), value: 'Mine' },
        { ...took('heron', 2, ''), value: 'Theirs' },
      ],
    },
  ]);
  expect(await screen.findAllByText(/Decided differently.*asked again/)).toHaveLength(2);
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
});

it('tells beside an open question that two people have decided it differently', async () => {
  const { container } = show([
    { ...severity, decisions: [took('heron', 1, 'as it was'), took('', 2, 'the log says so')] },
  ]);
  expect(await screen.findByText(/decided differently by people/)).toBeVisible();
  expect(screen.getByText(/heron took “SEV1”.*“as it was”/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('lets every version of a text be read, also one that cannot be taken by itself', async () => {
  const { container } = show([
    {
      ...title,
      form: 'text',
      moved: true,
      values: ['Now', 'Mine', 'Theirs'],
      choices: ['1', 'both', 'text'],
      shown: [
        { text: 'Now', from: 'now', by: '', at: '' },
        { text: 'Mine', from: 'own', by: '', at: '' },
        { text: 'Theirs', from: 'another', by: 'heron', at: '' },
      ],
    },
  ]);
  const third = await screen.findByRole('radio', { name: /heron/ });
  await vi.waitFor(() => expect(container).toHaveTextContent('Mine'));
  expect(container).not.toHaveTextContent('Theirs');
  await userEvent.click(third);
  await vi.waitFor(() => expect(container).toHaveTextContent('Theirs'));
  expect(third).not.toBeChecked();
  await userEvent.keyboard('{ArrowLeft}');
  await vi.waitFor(() => expect(container).not.toHaveTextContent('Theirs'));
});

it('names the review where all of it is asked about', async () => {
  show([{ ...severity, form: 'record', where: 'The review', values: ['x', ''] }]);
  const heading = 'Keep this review, or move it to the trash?';
  expect(await screen.findByRole('heading', { name: heading })).toBeVisible();
  expect(screen.getByText('REV-26-AAAAAA The review')).toBeVisible();
});

it('tells the file from the program where one person wrote in both', async () => {
  show([
    {
      ...title,
      shown: [
        { text: 'Mine', from: 'inprogram', by: 'Ines', at: '2026-03-01T10:00:00Z' },
        { text: 'Theirs', from: 'infile', by: 'Ines', at: '2026-03-01T10:05:00Z' },
      ],
    },
  ]);
  expect(await screen.findByRole('radio', { name: /^In the program, Ines/ })).toBeVisible();
  expect(screen.getByRole('radio', { name: /^In the file, Ines/ })).toBeVisible();
});
