import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type {
  Indicator,
  MeasureCase,
  MeasureNumber,
  MeasureQuery,
  Measures as Doc,
} from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { Measures } from './Measures';

const number = (text: string, n: number): MeasureNumber => ({
  estimate: 31,
  lower: 11,
  upper: 90,
  level: 0.95,
  n,
  missing: 0,
  method: 'geometric-mean.student',
  text,
});
const side = (n: number) => ({
  n,
  typical: number(`${n} min (1 min to 2 h)`, n),
  median: number('30 min', n),
  seventy_fifth: number('1 h', n),
  ninetieth: number('2 h', n),
  mean: number('3 h', n),
  spread: 'Median 30 min · P75 1 h · P90 2 h · mean 3 h',
  left_out: [],
});
const left = (count: number) => ({
  why: 'no_end',
  count,
  text: `${count} left out: detection is not known.`,
});
const indicator = (key: string, word: string): Indicator => ({
  key,
  from: 'started',
  to: 'detected',
  title: `Time to ${key}`,
  moments: 'from the start to detection',
  now: { ...side(9), left_out: [left(2)] },
  before: { ...side(24), left_out: [left(1)] },
  change: number('0.5 (0.2 to 1.2)', 33),
  verdict: { code: 'no_change_shown', word, why: 'The ratio is 0.5 (0.2 to 1.2).' },
  needed: 60,
  left_out: [left(3)],
  notes: [],
  course: 'No signal.',
});
const doc = (part: Partial<Doc> = {}): Doc => ({
  period: '12m',
  now: { first: '2025-11-23', last: '2026-11-22', text: 'this year' },
  before: { first: '2024-11-23', last: '2025-11-22', text: 'the year before' },
  total: 33,
  taken: 33,
  here: 9,
  suppose: {
    means: 'Elsewhere MTTR is a mean.',
    lengths: 'Lengths scatter log-normally.',
    changes: 'Each word is told at 95 %.',
    counts: 'The rate stays the same.',
    classes: 'Each bar is told as if it were the only one.',
  },
  apart: ['4 have no date and stand in no period.'],
  unreviewed: 2,
  register: '2 of these incidents are known from the register alone.',
  services: ['Gate readers'],
  indicators: [indicator('detect', 'Cannot tell'), indicator('resolve', 'Shorter')],
  counts: {
    now: number('1.5 (1 to 2)', 9),
    before: number('2 (1 to 3)', 24),
    change: number('0.7 (0.4 to 1.3)', 33),
    verdict: { code: 'no_change_shown', word: 'Cannot tell', why: 'The ratio is 0.7.' },
    unit: 'in 30 days',
    calendar: '',
    interval: 'month',
    recommended: 'month',
    choices: [
      { interval: 'month', title: 'Month', points: 24, mean: 4, text: '24 points', in_cycle: true },
    ],
    chart: 'rate chart (u)',
    course: 'No signal.',
    rows: [
      {
        key: 'b0',
        label: 'Nov 2026',
        first: '2026-11-01',
        last: '2026-11-30',
        count: 2,
        value: 2.1,
        lower: null,
        upper: 9.3,
        state: 'partial_period',
        text: 'not over yet',
        refs: ['REV-26-BBBBBB'],
      },
    ],
    notes: [],
  },
  classes: [
    {
      key: 'severities',
      title: 'Incidents by severity',
      rows: [
        {
          key: 'c0',
          name: 'SEV1',
          now: number('0.4 (0.1 to 0.9)', 4),
          before: number('0.6 (0.2 to 1.1)', 7),
          refs: ['REV-26-AAAAAA'],
        },
      ],
      notes: [],
    },
  ],
  periods: [{ period: '2026-Q4', title: 'Q4 2026' }],
  rules: [
    {
      ref: 'POL-26-AAAAAA',
      version: '3',
      hash: 'ab',
      text: 'Severities as signed: How severe, version 3.',
    },
    { ref: '', version: '1', hash: '', text: 'Made by version 1 of the rules of measures.' },
  ],
  ...part,
});
const behind = (ref: string, part: Partial<MeasureCase> = {}): MeasureCase => ({
  ref,
  title: `Review ${ref}`,
  day: '2026-05-04',
  severity: 'SEV2',
  side: 'now',
  minutes: 12,
  exact: true,
  text: '12 min',
  left_out: '',
  ...part,
});

function shown(of: Doc = doc()) {
  const read = vi.fn<(query: MeasureQuery) => Promise<Doc>>(() => Promise.resolve(of));
  const cases = vi.fn((_: MeasureQuery, key: string) =>
    Promise.resolve({
      key,
      title: `Time to ${key}`,
      cases: [
        behind('REV-26-AAAAAA'),
        behind('REV-26-BBBBBB', { left_out: 'no_end', text: 'detection is not known' }),
      ],
      total: 2,
    }),
  );
  const exportView = vi.fn(() => Promise.resolve({ path: '/tmp/measures-detect.csv' }));
  const pictures = vi.fn(() => Promise.resolve('{}'));
  const sayUntil = vi.fn((day: string) => Promise.resolve({ until: day, by: 'word' }));
  const backend = recordedBackend({
    measures: { read, cases, pictures, exportView },
    incidents: { until: () => Promise.resolve({ until: '2026-06-05', by: 'incident' }), sayUntil },
    calendars: {
      list: () =>
        Promise.resolve([{ ref: 'CAL-26-AAAAAA', title: 'Office', zone: 'UTC', trashed: false }]),
    },
  });
  return {
    ...renderScreen(<Measures paper={() => null} />, backend),
    read,
    cases,
    exportView,
    sayUntil,
  };
}

it('says the word, the interval, the number of reviews and what was left out', async () => {
  const { container } = shown();
  const detect = await screen.findByRole('region', { name: 'Time to detect' });
  expect(detect).toHaveTextContent('Cannot tell');
  expect(detect).toHaveTextContent('from the start to detection');
  expect(detect).toHaveTextContent('9 min (1 min to 2 h), n 9');
  expect(screen.getByText('4 have no date and stand in no period.')).toBeVisible();
  expect(screen.getByText(/2 of these incidents are known from the register/)).toBeVisible();
  expect(detect).toHaveTextContent('2 left out: detection is not known.');
  expect(detect).toHaveTextContent('Before: 1 left out: detection is not known.');
  await screen.findByRole('listbox', { name: 'Time to detect: the incidents behind it' });
  expect(await seriousFindings(container)).toEqual([]);
});

it('goes through the measures by keys and on to the reviews behind one', async () => {
  const { cases, path } = shown();
  await screen.findByRole('region', { name: 'Time to detect' });
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('button', { name: 'Time to resolve' })).toHaveFocus();
  await waitFor(() => expect(cases).toHaveBeenLastCalledWith(expect.anything(), 'resolve'));
  const list = await screen.findByRole('listbox', {
    name: 'Time to resolve: the incidents behind it',
  });
  await userEvent.keyboard('{Enter}');
  expect(list).toHaveFocus();
  expect(within(list).getByText(/left out: detection is not known/)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(path()).toBe('/reviews/REV-26-AAAAAA/overview'));
});

it('says the same in tables', async () => {
  const { container } = shown();
  await screen.findByRole('region', { name: 'Time to detect' });
  await userEvent.keyboard('t');
  const table = await screen.findByRole('table', { name: 'Incidents' });
  expect(within(table).getByRole('row', { name: /Nov 2026/ })).toHaveTextContent('not over yet');
  expect(screen.getByRole('table', { name: 'Time to detect' })).toHaveTextContent(
    '24 min (1 min to 2 h)',
  );
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('t');
});

it('asks for another severity and saves the chosen measure', async () => {
  const { read, exportView } = shown();
  await screen.findByRole('region', { name: 'Time to detect' });
  await userEvent.click(screen.getByRole('button', { name: /All severities/ }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'SEV1' }));
  await waitFor(() =>
    expect(read).toHaveBeenLastCalledWith(expect.objectContaining({ severities: ['SEV1'] })),
  );
  await screen.findByRole('region', { name: 'Time to detect' });
  await userEvent.keyboard('ec');
  await waitFor(() =>
    expect(exportView).toHaveBeenCalledWith(
      expect.objectContaining({ severities: ['SEV1'] }),
      expect.any(String),
      'spread',
      'csv',
    ),
  );
});

it('goes through the points by keys and opens the review behind one', async () => {
  const { path } = shown();
  await screen.findByRole('region', { name: 'Time to detect' });
  await userEvent.click(screen.getByRole('button', { name: 'Time to detect' }));
  await screen.findByText('Review REV-26-AAAAAA');
  await userEvent.keyboard('{ArrowRight}');
  expect(screen.getByText(/Point 1 of 1: Review REV-26-AAAAAA, 12 min/)).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByText(/Point 1 of 1/)).not.toBeInTheDocument();
  await userEvent.keyboard('{ArrowLeft}{Enter}');
  await waitFor(() => expect(path()).toBe('/reviews/REV-26-AAAAAA/overview'));
});

it('asks for whole quarters, for days, for opening hours, and for what is looked at each month', async () => {
  const { read } = shown();
  await screen.findByRole('region', { name: 'Time to detect' });
  const asked = (part: Partial<MeasureQuery>) =>
    waitFor(() => expect(read).toHaveBeenLastCalledWith(expect.objectContaining(part)));
  await userEvent.click(screen.getByRole('button', { name: /Last 12 months/ }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Q4 2026' }));
  await asked({ period: '2026-Q4' });
  await userEvent.click(screen.getByRole('button', { name: /Q4 2026/ }));
  await userEvent.click(await screen.findByRole('menuitem', { name: /From a day to a day/ }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'First day' }), '2026-02-30');
  await userEvent.type(screen.getByRole('textbox', { name: 'Last day' }), '2026-02-10{Enter}');
  expect(await screen.findByText(/That is no day/)).toBeVisible();
  await userEvent.clear(screen.getByRole('textbox', { name: 'First day' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'First day' }), '2026-02-01{Enter}');
  await asked({ period: '2026-02-01..2026-02-10' });
  await userEvent.click(screen.getByRole('button', { name: /All the time/ }));
  await userEvent.click(
    await screen.findByRole('menuitemradio', { name: 'Opening hours: Office' }),
  );
  await asked({ calendar: 'CAL-26-AAAAAA' });
  await userEvent.click(screen.getByRole('button', { name: /Looked at each quarter/ }));
  await userEvent.click(await screen.findByRole('menuitemradio', { name: 'Looked at each month' }));
  await asked({ cycle: 'month' });
});

it('names the rules behind the numbers, with a way to those that people signed', async () => {
  shown();
  const rules = await screen.findByRole('list', { name: 'Rules behind these numbers' });
  expect(within(rules).getByRole('link', { name: /How severe, version 3/ })).toHaveAttribute(
    'href',
    '#/reviews/POL-26-AAAAAA',
  );
  expect(rules).toHaveTextContent('Made by version 1 of the rules of measures.');
});

it('says what is needed where there is nothing to measure', async () => {
  const { container } = shown(doc({ total: 0, taken: 0, indicators: [] }));
  expect(await screen.findByRole('heading', { name: 'No incident to measure yet' })).toBeVisible();
  expect(screen.getByText(/at least one incident.*4 have no date/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Go to incidents' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('tells of issued trend reports one by one whether they still hold, and never that there are none', async () => {
  const one = (fileHash: string) => ({
    at: '2026-03-12T08:00:00Z',
    kind: 'trend',
    to: `The board ${fileHash}`,
    name: `${fileHash}.pdf`,
    fileHash,
    moved: false,
  });
  const answers: ((moved: boolean) => void)[] = [];
  const trendMoved = vi.fn(() => new Promise<boolean>((say) => answers.push(say)));
  let broken = true;
  const issuedTrends = () =>
    broken
      ? Promise.reject(new Error('{"code":"unavailable","key":"storage.busy"}'))
      : Promise.resolve([one('aa'), one('bb')]);
  renderScreen(
    <Measures paper={() => null} />,
    recordedBackend({
      measures: {
        read: () => Promise.resolve(doc()),
        pictures: () => Promise.resolve('{}'),
        cases: () => Promise.resolve({ key: 'detect', title: '', cases: [], total: 0 }),
      },
      reports: { issuedTrends, trendMoved },
    }),
  );
  await screen.findAllByText('Time to detect');
  await userEvent.keyboard('ei');
  expect(await screen.findByText('What was issued cannot be listed')).toBeInTheDocument();
  expect(screen.queryByText('No report has been issued yet.')).toBeNull();
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/The board bb/)).toBeInTheDocument();
  expect(trendMoved).toHaveBeenCalledExactlyOnceWith('aa');
  answers[0]?.(true);
  expect(await screen.findByText(/have changed since/)).toBeInTheDocument();
  expect(trendMoved).toHaveBeenLastCalledWith('bb');
  answers[1]?.(false);
  expect(await screen.findByText(/still say the same/)).toBeInTheDocument();
});

it('makes the trend report of what is shown, and issues it for a reader', async () => {
  const trend = vi.fn(() => Promise.resolve({ path: '/papers/second-story-trend.pdf' }));
  const issueTrend = vi.fn(() => Promise.resolve({ path: '/papers/second-story-trend.json' }));
  renderScreen(
    <Measures paper={() => null} />,
    recordedBackend({
      measures: {
        read: () => Promise.resolve(doc()),
        pictures: () => Promise.resolve('{}'),
        cases: () => Promise.resolve({ key: 'detect', title: '', cases: [], total: 0 }),
      },
      reports: { trend, issueTrend, issuedTrends: () => Promise.resolve([]) },
    }),
  );
  await screen.findAllByText('Time to detect');
  await userEvent.keyboard('et');
  expect(await screen.findByText(/second-story-trend.pdf/)).toBeInTheDocument();
  expect(trend).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ period: '12m' }), 'pdf');
  await userEvent.keyboard('ei');
  await userEvent.type(await screen.findByRole('textbox', { name: 'For whom' }), 'The board');
  await userEvent.click(screen.getByRole('radio', { name: 'JSON' }));
  await userEvent.click(screen.getByRole('button', { name: 'Issue…' }));
  expect(issueTrend).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ period: '12m' }),
    'json',
    'The board',
  );
});

it('keeps a word on until when the register holds everything', async () => {
  const { sayUntil } = shown();
  await userEvent.click(await screen.findByRole('button', { name: 'Say until when …' }));
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveTextContent('Nobody knows of the time since');
  const day = within(dialog).getByRole('textbox');
  await userEvent.clear(day);
  await userEvent.type(day, '2026-09-31');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
  expect(sayUntil).not.toHaveBeenCalled();
  await userEvent.clear(day);
  await userEvent.type(day, '2026-09-01');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sayUntil).toHaveBeenCalledWith('2026-09-01');
});
