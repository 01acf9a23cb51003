import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { DueAction, DueList, KeptBack, ReviewList, ReviewRow, Undecided } from '../../backend';
import { parseError } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { Home } from './Home';
import { rulesWaiting } from './rules';

const action = (id: string, overdue_days: number, due: string): DueAction => ({
  ref: 'REV-26-AAAAAA',
  review: 'Payouts were sent twice',
  id,
  title: `Act **${id}**\nand more of it`,
  role: 'Ledger team',
  due,
  status: 'committed',
  overdue_days,
});
const conflict = (id: string) =>
  ({
    id,
    ref: 'REV-26-AAAAAA',
    members: [id],
    where: `Due of ${id}`,
    title: 'Payouts',
    state: 'open',
  }) as unknown as Undecided;
const held: KeptBack = {
  ref: 'REV-26-BBBBBB',
  title: 'Mail was late',
  state: 'held',
  to: 'S1',
  from: '',
  holding: 2,
};
const row = {
  ref: 'REV-26-AAAAAA',
  title: 'Payouts were sent twice',
  state: 'draft',
  changedAt: '2026-11-20T10:00:00Z',
  questions: 1,
} as unknown as ReviewRow;
const list = (rows: ReviewRow[]): ReviewList => ({
  rows,
  fits: rows.length,
  total: rows.length,
  lag: 0,
});

const noDue: DueList = {
  odd: [],
  day: '2026-11-22',
  actions: [],
  more: false,
  policies: [],
  waiting: [],
  clocks: [],
  ended: [],
  needs: [],
  unread: [],
  inbox_files: 0,
  inbox_reviews: 0,
  quarantine: 0,
  imports: [],
  promises: [],
  unreviewed: { total: 0, first: [], rule: '', title: '', number: 0 },
  reports: [],
  put_off: [],
};

const backendWith = (
  conflicts: Undecided[],
  actions: DueAction[],
  looks: KeptBack[],
  rows: ReviewRow[],
  asks: ReviewRow[] = [],
  rules: Partial<DueList> = {},
) =>
  recordedBackend({
    reviews: {
      conflicts: () => Promise.resolve(conflicts),
      due: () => Promise.resolve({ ...noDue, actions, ...rules }),
      list: ({ asking }) => Promise.resolve(list(asking ? asks : rows)),
    },
    spaces: { held: () => Promise.resolve(looks) },
  });

it('names what waits, opens it with Enter and counts what is not due yet to nothing', async () => {
  const user = userEvent.setup();
  const backend = backendWith(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(conflict),
    [action('late', 3, '2026-11-19'), action('soon', 0, '2026-11-24')],
    [held],
    [row],
  );
  const view = renderScreen(<Home />, backend);
  expect(await screen.findByRole('heading', { name: 'Sunday 22 November' })).toBeVisible();
  expect(screen.getByText('9 things wait for you')).toBeVisible();
  expect(screen.getByText('9', { exact: true })).toBeVisible();
  // Five questions by name, the others as one line.
  expect(screen.getAllByText(/^Due of/)).toHaveLength(5);
  expect(screen.getByText('2 more questions')).toBeVisible();
  expect(screen.getByText('Act late')).toBeVisible();
  expect(screen.getByText('3 days over')).toBeVisible();
  expect(screen.getByText('was due 19 Nov')).toBeVisible();
  expect(screen.getByText('due 24 Nov')).toBeVisible();
  expect(screen.getByText(/2 places in it name somebody/)).toBeVisible();
  expect(await seriousFindings(view.container)).toEqual([]);
  await user.keyboard('{End}{Enter}');
  await waitFor(() => expect(view.path()).toBe('/reviews/REV-26-AAAAAA/actions'));
});

it('says that nothing waits, and in a new workspace how to begin', async () => {
  const view = renderScreen(<Home />, backendWith([], [], [], [row]));
  expect(await screen.findByText('Nothing waits for you')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Payouts were sent twice' })).toBeVisible();
  view.unmount();
  renderScreen(<Home />, backendWith([], [], [], []));
  expect(await screen.findByText('Nothing needs you yet')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Start a review' })).toBeVisible();
});

it('names what it could not read beside all it could', async () => {
  const late = action('late', 3, '2026-11-19');
  const view = renderScreen(
    <Home />,
    backendWith([], [late], [], [row], [], { unread: ['POL-26-AAAAAA', 'OBL-26-BBBBBB'] }),
  );
  expect(await screen.findByText('Act late')).toBeVisible();
  expect(screen.getByText(/^Could not be read.*POL-26-AAAAAA, OBL-26-BBBBBB/)).toBeVisible();
  expect(await seriousFindings(view.container)).toEqual([]);
});

it('asks what came of an exception that has run out', async () => {
  const ended = {
    ref: 'POL-26-AAAAAA',
    title: 'Change freeze',
    id: '01E',
    procedure: 'No changes on Fridays',
    to: '2026-11-20',
  };
  renderScreen(<Home />, backendWith([], [], [], [row], [], { ended: [ended] }));
  expect(await screen.findByText('No changes on Fridays')).toBeVisible();
  expect(screen.getByText('Exception run out')).toBeVisible();
});

it('says why it cannot tell, and tries again', async () => {
  let works = false;
  const backend = recordedBackend({
    reviews: {
      conflicts: () => Promise.resolve([]),
      due: () =>
        works
          ? Promise.resolve(noDue)
          : Promise.reject(parseError(JSON.stringify({ code: 'failed', key: 'error.internal' }))),
      list: ({ asking }) => Promise.resolve(list(asking ? [] : [row])),
    },
  });
  renderScreen(<Home />, backend);
  expect(await screen.findByText('What needs you cannot be shown')).toBeVisible();
  works = true;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Nothing waits for you')).toBeVisible();
});

it('names a review that asks about its times, and the review that a question is about', async () => {
  const user = userEvent.setup();
  const whole = { ...conflict('gone'), where: 'The review', form: 'record' } as Undecided;
  const view = renderScreen(<Home />, backendWith([whole], [], [], [row], [row]));
  expect(await screen.findByText('2 things wait for you')).toBeVisible();
  expect(screen.getByText('Payouts', { exact: true })).toBeVisible();
  expect(screen.getByText(/· The review$/)).toBeVisible();
  expect(screen.getByText(/The import left it open/)).toBeVisible();
  await user.keyboard('{End}{Enter}');
  await waitFor(() => expect(view.path()).toBe('/reviews/REV-26-AAAAAA/overview'));
});

it('says once why several reviews are kept back', async () => {
  const looks = ['B', 'C', 'D'].map((x) => ({ ...held, ref: `REV-26-${x.repeat(6)}` }));
  renderScreen(<Home />, backendWith([], [], looks, [row]));
  expect(await screen.findByText('3 things wait for you')).toBeVisible();
  expect(screen.getAllByText(/They name somebody or give access/)).toHaveLength(1);
});

it('names the limits, signatures and rules that wait, and leads to each', async () => {
  const user = userEvent.setup();
  const end = (left: number) => ({
    utc: '2026-11-20T13:25:00Z',
    case: '2026-11-20 14:25 CET',
    here: '2026-11-20 13:25 UTC',
    day: '2026-11-20',
    whole: false,
    left,
  });
  const clock = {
    pack: 'GDPR',
    subject: 'One night',
    signed: false,
    asks: false,
    waits: [],
    weekdays: false,
    id: 'a',
  };
  const rule = { kind: 'freeze', number: 1 };
  const view = renderScreen(
    <Home />,
    backendWith([], [], [], [row], [], {
      clocks: [
        { ...clock, ref: 'OBL-26-AAAAAA', step: 'To the authority', end: end(-90) },
        { ...clock, ref: 'OBL-26-BBBBBB', step: 'Final report', end: end(1500) },
        {
          ...clock,
          ref: 'OBL-26-CCCCCC',
          subject: 'Two nights',
          step: 'To the people',
          asks: true,
          end: end(-60),
        },
        {
          ...clock,
          ref: 'OBL-26-DDDDDD',
          step: 'Initial notification',
          waits: ['Classified as major'],
          end: end(890),
        },
      ],
      waiting: [{ ...rule, ref: 'POL-26-AAAAAA', title: 'Who is called', have: 1, need: 2 }],
      policies: [
        { ...rule, ref: 'POL-26-BBBBBB', title: 'Stop', review: '2026-11-20', overdue_days: 2 },
        { ...rule, ref: 'POL-26-CCCCCC', title: 'Keep', review: '2026-11-30', overdue_days: 0 },
      ],
    }),
  );
  expect(await screen.findByText('6 things wait for you')).toBeVisible();
  expect(
    screen.getByText(/rules not approved · GDPR · waits for: Classified as major/),
  ).toBeVisible();
  expect(screen.getByText(/^projected end in 14.h 50.min$/)).toBeVisible();
  expect(screen.getByText(/^1.h 30.min over$/)).toBeVisible();
  expect(screen.getAllByText(/rules not approved · GDPR/, { selector: '.late *' })).toHaveLength(2);
  expect(screen.getByText('Answer decides a notification')).toBeVisible();
  expect(screen.getByText(/^earliest end 1.h ago$/)).toBeVisible();
  expect(screen.getByText('1 of 2 signed')).toBeVisible();
  expect(screen.getByText('was due 20 Nov')).toBeVisible();
  expect(screen.getByText('due 30 Nov')).toBeVisible();
  await user.click(screen.getByText('To the authority · One night'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(view.path()).toBe('/governance/obligations/OBL-26-AAAAAA'));
});

it('has one quiet line about a backup that is due, and none about one that is not', async () => {
  const home = (due: boolean) => {
    const backend = backendWith([], [], [], [row]);
    const state = () =>
      Promise.resolve({ at: '2026-10-20T10:00:00Z', days: 33, remind: 30, due, sample: false });
    return { ...backend, backups: { ...backend.backups, state } };
  };
  const first = renderScreen(<Home />, home(true));
  expect(await screen.findByText(/Last backup 33 days ago/)).toBeVisible();
  first.unmount();
  renderScreen(<Home />, home(false));
  expect(await screen.findByText(row.title)).toBeVisible();
  expect(screen.queryByText(/Last backup/)).toBeNull();
});

it('saves all dates as one calendar file', async () => {
  const backend = backendWith([], [action('soon', 0, '2026-11-24')], [], [row]);
  const saveDates = vi.fn(() => Promise.resolve({ path: '/tmp/dates.ics' }));
  renderScreen(<Home />, { ...backend, reviews: { ...backend.reviews, saveDates } });
  await userEvent.click(await screen.findByRole('button', { name: /Save dates/ }));
  expect(saveDates).toHaveBeenCalledOnce();
  expect(await screen.findByText('Saved in /tmp/dates.ics')).toBeVisible();
});

it('tells of an import of incidents whose program ended before it did', async () => {
  const half = {
    id: 'imp',
    file: 'export.csv',
    path: '/files/export.csv',
    format: 'csv',
    at: '2026-11-21T09:00:00Z',
    state: 'stopped' as const,
    read: 4120,
    created: 4120,
    updated: 0,
    unchanged: 0,
    quarantined: 0,
    half: true,
  };
  const backend = backendWith([], [], [], [row], [], { imports: [half] });
  const { path } = renderScreen(<Home />, backend);
  await userEvent.dblClick(await screen.findByText('The import of export.csv broke off'));
  expect(path()).toBe('/incidents');
});

it('puts a thing off with a reason, counts it apart, and takes it up again', async () => {
  const user = userEvent.setup();
  const putOff = vi.fn(() =>
    Promise.resolve({ key: '', title: '', until: '2026-11-29', reason: '' }),
  );
  const takeUp = vi.fn(() => Promise.resolve());
  const late = action('late', 3, '2026-11-19');
  const away = { key: 'action/REF/x', title: 'x', until: '2026-12-01', reason: 'Waits for them' };
  const other = { ...action('x', 5, '2026-11-17'), ref: 'REF' };
  const backend = backendWith([], [late, other], [], [row], [], {
    inbox_files: 2,
    inbox_reviews: 1,
    quarantine: 4,
    put_off: [away],
  });
  const view = renderScreen(<Home />, {
    ...backend,
    reviews: { ...backend.reviews, putOff, takeUp },
  });
  // One action, two lines of the inbox, one of the quarantine.
  expect(await screen.findByText('4 things wait for you')).toBeVisible();
  expect(screen.getByText('2 files of the inbox wait')).toBeVisible();
  expect(screen.getByText('1 file of a review in the inbox')).toBeVisible();
  expect(screen.getByText('4 rows of imports of incidents could not be taken')).toBeVisible();
  expect(screen.queryByText('Act x')).toBeNull();
  await user.click(screen.getByText('Act late'));
  await user.keyboard('z');
  await user.type(await screen.findByLabelText('Reason'), 'The supplier answers then');
  expect(await seriousFindings(view.container)).toEqual([]);
  await user.keyboard('{Enter}');
  expect(putOff).toHaveBeenCalledWith(
    'action/REV-26-AAAAAA/late',
    'Act late',
    '+7',
    'The supplier answers then',
  );
  await user.click(screen.getByRole('button', { name: 'Show what is put off' }));
  expect(screen.getByText(/Waits for them/)).toBeVisible();
  await user.click(screen.getByText('Act x'));
  await user.keyboard('z');
  expect(takeUp).toHaveBeenCalledWith('action/REF/x');
});

it('names what only a person can settle in rules', async () => {
  const need = {
    key: 'rule/exception/POL-26-AAAAAA/1',
    ref: 'POL-26-AAAAAA',
    title: 'Freeze',
    number: 0,
    part: '',
    own: false,
    answer: '' as const,
    since: [],
  };
  const needs: DueList['needs'] = [
    {
      ...need,
      what: 'exception',
      text: 'Friday freeze',
      part: '01E1',
      day: '2026-11-20T09:00:00Z',
    },
    {
      ...need,
      key: 'rule/forged/POL-26-AAAAAA/2',
      what: 'forged',
      text: 'Legal',
      number: 2,
      own: true,
      day: '',
    },
    {
      ...need,
      key: 'rule/confirm/POL-26-AAAAAA/01E2',
      what: 'confirm',
      text: 'Call tree',
      part: '01E2',
      day: '',
    },
    {
      ...need,
      key: 'rule/changed/POL-26-AAAAAA/01E3',
      what: 'changed',
      text: 'Weekend freeze',
      part: '01E3',
      day: '',
      answer: 'granted',
      since: [
        { part: 'to', name: '', sort: 'changed', before: '2026-11-30', after: '2027-11-30' },
        { part: 'incident', name: '', sort: 'removed', before: 'INC-1', after: '' },
      ],
    },
  ];
  renderScreen(<Home />, backendWith([], [], [], [row], [], { needs }));
  expect(await screen.findByText('4 things wait for you')).toBeVisible();
  expect(screen.getByText('Answer to confirm')).toBeVisible();
  expect(rulesWaiting({ ...noDue, needs }).map((r) => r.href)).toEqual([
    '/governance/exceptions/01E1',
    '/governance/policies/POL-26-AAAAAA',
    '/governance/exceptions/01E2',
    '/governance/exceptions/01E3',
  ]);
  expect(rulesWaiting({ ...noDue, needs }).at(-1)?.lead).toBe(
    '“Weekend freeze” was changed since it was granted: Last day: 2026-11-30, now 2027-11-30; Incident: INC-1, now – (Freeze)',
  );
  expect(screen.getByText('Friday freeze')).toBeVisible();
  expect(screen.getByText('asked on 20 Nov')).toBeVisible();
  expect(screen.getByText(/names this machine, which did not make it/)).toBeVisible();
});

it('tells reviews by their clock and incidents that have to have one', async () => {
  const rules: Partial<DueList> = {
    promises: [
      {
        ref: 'REV-26-AAAAAA',
        title: 'Payouts were sent twice',
        severity: 'SEV1',
        phase: 'draft',
        state: 'over',
        limit: '48 hours',
        due: '2026-11-21T17:00:00+01:00',
        left: -90,
        business: -30,
        exact: true,
        why: '',
        rule: '',
        number: 0,
        held: '',
      },
    ],
    unreviewed: {
      total: 1,
      first: [
        { ref: 'INC-26-BBBBBB', number: '7', title: 'Desk was shut', severity: 'SEV1', day: '' },
      ],
      rule: 'POL-26-CCCCCC',
      title: 'When we review',
      number: 2,
    },
  };
  const { path } = renderScreen(<Home />, backendWith([], [], [], [], [], rules));
  const box = await screen.findByRole('listbox');
  const [missing, over] = within(box).getAllByRole('option');
  expect(missing).toHaveTextContent(
    '1 incident has to have a review and has none begun on this machine',
  );
  expect(missing).toHaveTextContent('Required by “When we review”, version 2');
  expect(over).toHaveTextContent('Review overdue');
  expect(over).toHaveTextContent('due 1 h 30 min ago');
  expect(over).toHaveTextContent('in business time −30 min');
  expect(over).toHaveTextContent('no rule is signed');
  await userEvent.keyboard('{Home}{Enter}');
  await waitFor(() => expect(path()).toBe('/incidents/INC-26-BBBBBB'));
});

it('does not say that a review is overdue where that depends on an hour nobody knows', async () => {
  const rules: Partial<DueList> = {
    promises: [
      {
        ref: 'REV-26-AAAAAA',
        title: 'Payouts were sent twice',
        severity: 'SEV1',
        phase: 'draft',
        state: 'unknown',
        limit: '48 hours',
        due: '2026-11-21T00:00:00+01:00',
        left: -90,
        business: -30,
        exact: false,
        why: 'Only the day of the resolution is known.',
        rule: '',
        number: 0,
        held: '',
      },
    ],
  };
  renderScreen(<Home />, backendWith([], [], [], [], [], rules));
  const row = within(await screen.findByRole('listbox')).getByRole('option');
  expect(row).toHaveTextContent('Review to hold');
  expect(row).toHaveTextContent('Due date unknown');
  expect(row).toHaveTextContent('Only the day of the resolution is known.');
  expect(row).not.toHaveTextContent(/overdue|ago|business/);
});

it('asks for the report that is due, and leads to the measures of that time', async () => {
  const due: Partial<DueList> = {
    reports: [
      {
        key: 'report/2026-10-01..2026-10-31',
        period: '2026-10',
        title: 'Trend report, 1 to 31 Oct 2026',
        day: '2026-11-01',
        now: true,
      },
    ],
  };
  const view = renderScreen(<Home />, backendWith([], [], [], [], [], due));
  await userEvent.click(await screen.findByText('Trend report, 1 to 31 Oct 2026'));
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(view.path()).toBe('/measures'));
});
