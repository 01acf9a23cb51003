import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import {
  WireError,
  type Measures,
  type ReviewList,
  type Study,
  type StudyResult,
} from '../../backend';
import { keptSettings, recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { Marks } from './Marks';
import { Studies } from './Studies';
import { textOf, valueOf } from './words';

const study = (part: Partial<Study> = {}): Study => ({
  id: '01K',
  ref: 'STU-26-AAAAAA',
  title: 'A second link for each gate',
  state: 'draft',
  state_word: 'Draft',
  check: '',
  subject_ref: '',
  subject_title: '',
  action: '',
  done_on: '',
  plan: {
    problem: 'Gates lose their link.',
    severities: [],
    service: 'Gate readers',
    change: '2026-03-01',
    before_from: '2025-03-01',
    before_to: '',
    burn_in: 0,
    excluded: [],
    checks: ['2026-05-31', '2026-08-31'],
    exposure: 'days',
    calendar: '',
    unit: '',
    amounts: [],
    marks: [],
    trigger: [],
  },
  hash: 'aaaabbbbccccdddd',
  frozen: null,
  frozen_twice: false,
  holds: '',
  others: [],
  damaged: false,
  forecast: {
    before: 12,
    counted: '12 incidents in 365 days',
    earliest: '2026-07-10',
    check: '2026-08-31',
    text: 'Can be known at the earliest on 10 Jul 2026.',
  },
  problem: null,
  level: '2 planned checks share one chance in twenty.',
  checks: [
    { day: '2026-05-31', state: 'planned', result: null },
    { day: '2026-08-31', state: 'planned', result: null },
  ],
  verdict: '',
  verdict_code: '',
  replaces: '',
  replaced_by: '',
  calendar_name: '',
  undecided: 0,
  rev: 3,
  ...part,
});
const result = (part: Partial<StudyResult> = {}): StudyResult => ({
  at: '2026-06-01T08:00:00Z',
  by: 'a-own',
  code: 'not_shown',
  word: 'Not shown',
  why: 'The ratio of the rates is 0.444 (0.144 to 1.17) at 97.5 %.',
  ratio: '0.444 (0.144 to 1.17)',
  p: '0.11',
  before: '12 incidents in 365 days',
  after: '2 incidents in 92 days',
  cases: [
    { ref: 'REV-26-BBBBBB', title: 'Gate 4', day: '2026-04-02', side: 'after', why: '' },
    {
      ref: 'REV-26-CCCCCC',
      title: 'Gate 7',
      day: '2026-03-02',
      side: 'left',
      why: 'in the burn-in',
    },
  ],
  warnings: [{ code: 'several_changes', text: 'Something else was changed.' }],
  method: 'before-after.2',
  plan_hash: 'aaaabbbbccccdddd',
  data_hash: 'eeeeffff000011112222',
  rule: '',
  until: '2026-05-31',
  stale: true,
  ...part,
});

function shown(of: Study[], one: Study | undefined = of[0]) {
  const set = vi.fn(() => Promise.resolve({ rev: 4 }));
  const freeze = vi.fn(() => Promise.resolve({ rev: 5 }));
  const check = vi.fn(() => Promise.resolve({ rev: 6 }));
  const get = vi.fn(() => (one ? Promise.resolve(one) : Promise.reject(new Error('none'))));
  const exportView = vi.fn(() => Promise.resolve({ path: '/home/STU-26-AAAAAA.svg' }));
  const create = vi.fn(() => Promise.resolve('STU-26-BBBBBB'));
  const foresee = vi.fn(() =>
    Promise.resolve(
      study({
        forecast: {
          before: 3,
          counted: '3',
          earliest: '',
          check: '',
          text: 'No planned check can show it.',
        },
      }),
    ),
  );
  const backend = recordedBackend({
    studies: {
      list: () => Promise.resolve(of),
      get,
      pictures: () => Promise.resolve('{}'),
      set,
      freeze,
      check,
      create,
      actions: () =>
        Promise.resolve([
          { title: 'A second link', problem: '', review: 'REV-26-DDDDDD', action: 'a1' },
          { title: 'Rotate keys', problem: '', review: 'REV-26-EEEEEE', action: 'a2' },
          { title: 'Rotate keys', problem: '', review: 'REV-26-EEEEEE', action: 'a3' },
        ]),
      foresee,
      exportView,
    },
    calendars: { list: () => Promise.resolve([]) },
    measures: { read: () => Promise.resolve({ services: ['Gate readers'] } as Measures) },
    reviews: {
      list: () =>
        Promise.resolve({
          rows: [{ ref: 'REV-26-DDDDDD', title: 'Gate 9 is silent' }],
        } as unknown as ReviewList),
    },
  });
  return {
    ...renderScreen(<Studies record={one?.ref} tabs={null} />, backend),
    set,
    get,
    freeze,
    check,
    create,
    foresee,
    exportView,
  };
}

it('says in a draft when it can be known at the earliest, and follows what is typed', async () => {
  const { container, foresee, set } = shown([study()]);
  expect(await screen.findByText('Can be known at the earliest on 10 Jul 2026.')).toBeVisible();
  expect(screen.getByText(/Before the change: 12 incidents in 365 days\./)).toBeVisible();
  const from = screen.getByRole('textbox', { name: 'Before, from' });
  await userEvent.clear(from);
  await userEvent.type(from, '2025-12-01');
  expect(await screen.findByText('No planned check can show it.')).toBeVisible();
  expect(foresee).toHaveBeenLastCalledWith('STU-26-AAAAAA', '{"before_from":"2025-12-01"}');
  expect(set).not.toHaveBeenCalled();
  await userEvent.tab();
  await waitFor(() =>
    expect(set).toHaveBeenCalledWith(
      'STU-26-AAAAAA',
      '[{"path":"before_from","base":"2025-03-01","value":"2025-12-01"}]',
      'studies',
    ),
  );
  expect(await seriousFindings(container)).toEqual([]);
});

it('keeps what is typed while the field is being saved, and says what stood there', async () => {
  const { set } = shown([study()]);
  const service = await screen.findByRole('combobox', { name: 'Service' });
  let answer: (saved: { rev: number }) => void = () => undefined;
  set.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  await userEvent.type(service, ' A');
  await userEvent.tab();
  await waitFor(() => expect(set).toHaveBeenCalledTimes(1));
  await userEvent.type(service, 'B');
  answer({ rev: 4 });
  await userEvent.tab();
  await waitFor(() => expect(set).toHaveBeenCalledTimes(2));
  expect(set).toHaveBeenLastCalledWith(
    'STU-26-AAAAAA',
    '[{"path":"service","base":"Gate readers A","value":"Gate readers AB"}]',
    'studies',
  );
});

it('overwrites what somebody else saved only when it is saved once more', async () => {
  const { set, get } = shown([study()]);
  const service = await screen.findByRole('combobox', { name: 'Service' });
  await userEvent.clear(service);
  await userEvent.type(service, 'Mine');
  get.mockImplementation(() =>
    Promise.resolve(study({ plan: { ...study().plan, service: 'Theirs' } })),
  );
  set.mockRejectedValueOnce(new WireError('conflict', 'record.changed_since'));
  await userEvent.tab();
  await waitFor(() => expect(set).toHaveBeenCalledTimes(1));
  expect(service).toHaveValue('Mine');
  await waitFor(() => expect(get.mock.calls.length).toBeGreaterThan(1));
  await userEvent.click(service);
  await userEvent.tab();
  await waitFor(() =>
    expect(set).toHaveBeenLastCalledWith(
      'STU-26-AAAAAA',
      '[{"path":"service","base":"Theirs","value":"Mine"}]',
      'studies',
    ),
  );
});

it('offers the day of the action, severities and incidents to choose from', async () => {
  const { set, container } = shown([study({ action: 'Add a link', done_on: '2026-03-12' })]);
  const saved = (path: string, base: unknown, value: unknown) =>
    expect(set).toHaveBeenCalledWith(
      'STU-26-AAAAAA',
      JSON.stringify([{ path, base, value }]),
      'studies',
    );
  await userEvent.click(await screen.findByRole('button', { name: 'Take that day' }));
  await waitFor(() => saved('change', '2026-03-01', '2026-03-12'));
  await userEvent.click(screen.getByRole('checkbox', { name: 'SEV2' }));
  await waitFor(() => saved('severities', [], ['SEV2']));
  await userEvent.type(screen.getByRole('combobox', { name: 'Add an incident' }), 'silent');
  await userEvent.click(await screen.findByRole('option', { name: /Gate 9 is silent/ }));
  await waitFor(() => saved('trigger', [], ['REV-26-DDDDDD']));
  expect(await seriousFindings(container)).toEqual([]);
});

it('saves its pictures and its table by menu and by keys', async () => {
  const { exportView } = shown([study()]);
  await userEvent.click(await screen.findByRole('button', { name: /^Save/ }));
  expect(screen.queryByRole('menuitem', { name: /as CSV/ })).toBeNull();
  await userEvent.click(screen.getByRole('menuitem', { name: /over time as SVG/ }));
  expect(exportView).toHaveBeenCalledWith('STU-26-AAAAAA', 'events', 'svg');
  await userEvent.keyboard('ed');
  await waitFor(() => expect(exportView).toHaveBeenCalledWith('STU-26-AAAAAA', '', 'pdf'));
});

it('says which of several frozen plans holds, and what the others said', async () => {
  const holds = 'The one that was frozen first holds: that of Ana.';
  const differs = { field: 'Severities', said: 'SEV2', held: 'SEV1', text: 'Severities: SEV2' };
  const other = {
    text: 'Another plan was frozen by Bo.',
    hash: 'ff',
    differs: [differs],
    results: 'One check.',
  };
  const { container } = shown([
    study({
      state: 'known',
      frozen: {
        day: '2026-03-01',
        at: '2026-03-01T08:00:00Z',
        by: 'a-own',
        hash: 'aaaabbbbccccdddd',
      },
      frozen_twice: true,
      holds,
      others: [other],
    }),
  ]);
  expect(await screen.findByText(holds)).toBeInTheDocument();
  expect(screen.getByText(/Another plan was frozen by Bo/)).toHaveTextContent(
    'Another plan was frozen by Bo.Severities: SEV2One check.',
  );
  expect(await seriousFindings(container)).toEqual([]);
});

it('freezes the plan that was seen, after asking', async () => {
  const { freeze } = shown([study()]);
  await screen.findByText('Can be known at the earliest on 10 Jul 2026.');
  await userEvent.click(screen.getByRole('button', { name: /^Freeze the plan/ }));
  const dialog = await screen.findByRole('dialog');
  expect(freeze).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Freeze it' }));
  await waitFor(() =>
    expect(freeze).toHaveBeenCalledWith('STU-26-AAAAAA', 'aaaabbbbccccdddd', 'studies'),
  );
});

it('shows what a check said with its warnings, what was left out, and takes one that is due', async () => {
  const due = study({
    state: 'due',
    state_word: 'Check due',
    check: '2026-08-31',
    frozen: {
      day: '2026-03-02',
      at: '2026-03-02T09:00:00Z',
      by: 'a-own',
      hash: 'aaaabbbbccccdddd',
    },
    verdict: 'Not shown',
    verdict_code: 'not_shown',
    checks: [
      { day: '2026-05-31', state: 'taken', result: result() },
      { day: '2026-08-31', state: 'due', result: null },
    ],
  });
  const { container, check } = shown([due]);
  expect(await screen.findByText(/0.444 \(0.144 to 1.17\)/)).toBeVisible();
  expect(screen.getByText('Something else was changed.')).toBeVisible();
  expect(screen.getByText(/The incidents have changed since this check/)).toBeVisible();
  expect(screen.queryByRole('textbox', { name: 'Before, from' })).toBeNull();
  await userEvent.click(screen.getByText('Incidents behind it'));
  expect(screen.getByRole('link', { name: 'Gate 7' })).toBeVisible();
  expect(screen.getByText('in the burn-in')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /^Take the check/ }));
  await waitFor(() => expect(check).toHaveBeenCalledWith('STU-26-AAAAAA', 'studies'));
  expect(await seriousFindings(container)).toEqual([]);
});

it('begins a study where there is none', async () => {
  const { create } = shown([], undefined);
  await screen.findByText('No studies yet');
  await userEvent.keyboard('n');
  const dialog = await screen.findByRole('dialog', { name: 'New study' });
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'What was done' }), 'Links');
  await userEvent.type(
    within(dialog).getByRole('textbox', { name: 'The problem it should end' }),
    'Gates lose it.',
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Begin the draft' }));
  await waitFor(() =>
    expect(create).toHaveBeenCalledWith(
      { title: 'Links', problem: 'Gates lose it.', review: '', action: '' },
      'studies',
    ),
  );
});

it('begins a study of an action that is found by its words', async () => {
  const { create } = shown([], undefined);
  await screen.findByText('No studies yet');
  await userEvent.keyboard('n');
  const dialog = await screen.findByRole('dialog', { name: 'New study' });
  const about = await within(dialog).findByRole('combobox', { name: 'About an action' });
  await userEvent.type(about, 'second');
  await userEvent.click(await screen.findByRole('option', { name: /A second link/ }));
  expect(about).toHaveValue('A second link · REV-26-DDDDDD');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Begin the draft' }));
  await waitFor(() =>
    expect(create).toHaveBeenCalledWith(
      { title: '', problem: '', review: 'REV-26-DDDDDD', action: 'a1' },
      'studies',
    ),
  );
});

it('tells two actions of the same words apart', async () => {
  const { create } = shown([], undefined);
  await screen.findByText('No studies yet');
  await userEvent.keyboard('n');
  const dialog = await screen.findByRole('dialog', { name: 'New study' });
  const about = await within(dialog).findByRole('combobox', { name: 'About an action' });
  await userEvent.type(about, 'rotate');
  await userEvent.click(await screen.findByRole('option', { name: /EEEEEE · 2/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Begin the draft' }));
  await waitFor(() =>
    expect(create).toHaveBeenCalledWith(expect.objectContaining({ action: 'a3' }), 'studies'),
  );
});

it('keeps a mark as a day, what it was and words, and takes one away', async () => {
  const text = vi.fn();
  const save = vi.fn();
  const { container } = renderScreen(
    <Marks
      study="STU-26-AAAAAA"
      value="2026-03-04 taxonomy new names"
      disabled={false}
      onChange={text}
      onSave={save}
    />,
    recordedBackend({ workspace: keptSettings() }),
  );
  expect(await screen.findByRole('combobox', { name: 'What it was' })).toHaveValue('taxonomy');
  await userEvent.click(screen.getByRole('button', { name: 'Add a mark' }));
  await userEvent.keyboard('2026-03-32');
  expect(screen.getAllByRole('textbox', { name: 'Day' })[1]).toHaveFocus();
  await userEvent.tab();
  expect(save).toHaveBeenLastCalledWith('2026-03-04 taxonomy new names'); // no such day: it stays and says so
  expect(screen.getAllByRole('textbox', { name: 'Day' })[1]).toBeInvalid();
  await userEvent.clear(screen.getAllByRole('textbox', { name: 'Day' })[1] as HTMLElement);
  await userEvent.keyboard('2026-03-09');
  await userEvent.click(
    screen.getAllByRole('textbox', { name: 'In a few words' })[1] as HTMLElement,
  );
  await userEvent.keyboard('new cache');
  await userEvent.tab();
  expect(save).toHaveBeenLastCalledWith(
    '2026-03-04 taxonomy new names\n2026-03-09 change new cache',
  );
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Remove the mark of 2026-03-04' }));
  expect(save).toHaveBeenLastCalledWith('2026-03-09 change new cache');
});

it('saves marks that are whole, and keeps the others until they have a day', async () => {
  const save = vi.fn();
  const kept = keptSettings();
  const page = () =>
    renderScreen(
      <Marks
        study="STU-26-AAAAAA"
        value={'2026-03-04 change new cache\n2026-03-20 taxonomy new names'}
        disabled={false}
        onChange={vi.fn()}
        onSave={save}
      />,
      recordedBackend({ workspace: kept }),
    );
  const { unmount } = page();
  const words = (at: number) =>
    screen.getAllByRole('textbox', { name: 'In a few words' })[at] as HTMLElement;
  const day = (at: number) => screen.getAllByRole('textbox', { name: 'Day' })[at] as HTMLElement;
  await userEvent.click(await screen.findByRole('button', { name: 'Add a mark' }));
  await userEvent.type(words(2), 'failover drill');
  await userEvent.type(words(0), ' for all');
  await userEvent.tab();
  expect(save).toHaveBeenLastCalledWith(
    '2026-03-04 change new cache for all\n2026-03-20 taxonomy new names',
  );
  // A day that is being changed leaves the mark as the study has it.
  await userEvent.type(day(1), '{Backspace}');
  await userEvent.tab();
  expect(day(1)).toBeInvalid();
  expect(save).toHaveBeenLastCalledWith(
    '2026-03-04 change new cache for all\n2026-03-20 taxonomy new names',
  );
  expect(screen.getByText(/has no day yet is kept here/)).toBeVisible();
  unmount();
  const { container } = page();
  await waitFor(() => expect(words(2)).toHaveValue('failover drill'));
  expect(day(1)).toHaveValue('2026-03-2');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.type(day(2), '2026-04-01');
  await userEvent.tab();
  expect(save).toHaveBeenLastCalledWith(
    '2026-03-04 change new cache\n2026-03-20 taxonomy new names\n2026-04-01 change failover drill',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Remove the mark of 2026-03-2' }));
  expect(screen.queryByText(/has no day yet is kept here/)).toBeNull();
});

it('writes lists as lines and reads them back', () => {
  const { plan } = study();
  expect(textOf(plan, 'checks')).toBe('2026-05-31\n2026-08-31');
  expect(valueOf('checks', ' 2026-05-31 \n\n2026-08-31')).toEqual(['2026-05-31', '2026-08-31']);
  expect(valueOf('severities', 'SEV1, SEV2,')).toEqual(['SEV1', 'SEV2']);
  expect(valueOf('burn_in', '14')).toBe(14);
  expect(valueOf('burn_in', '')).toBeNull();
  expect(valueOf('burn_in', 'soon')).toBe('soon');
});
