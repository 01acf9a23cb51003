import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import type {
  IncidentDoc,
  IncidentImported,
  IncidentList,
  IncidentQuery,
  IncidentRow,
} from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { IncidentPage } from './IncidentPage';
import { IncidentRowView } from './IncidentRowView';
import { Incidents } from './Incidents';
import { noAnswers } from './useBringIn';

const row = (i: number): IncidentRow => ({
  id: `id${i}`,
  ref: `INC-26-AAAA${i}`,
  number: `N${i}`,
  source: 'desk',
  title: `Slow answer ${i}`,
  state: i % 2 ? 'resolved' : '',
  severity: i % 3 ? 'SEV2' : '',
  priority: '',
  toldState: i % 2 ? 'Resolved' : 'Parked',
  toldSeverity: i % 3 ? '2' : '',
  toldPriority: '',
  services: ['checkout'],
  at: i === 0 ? '' : '2026-03-01T10:00:00+01:00',
  zone: 'Europe/Berlin',
  precision: 'minute',
  minutes: i === 1 ? 90 : -1,
  review: i === 2 ? 'REV-26-BBBBBB' : '',
});
const listOf = (total: number): IncidentList => ({
  total,
  all: 150_000,
  waiting: 0,
  rows: Array.from({ length: Math.min(total, 100) }, (_, i) => row(i)),
  facets: [
    { name: 'severities', values: [{ value: 'SEV2', count: 99_000, chosen: false }], more: 0 },
    { name: 'services', values: [{ value: 'checkout', count: 7, chosen: false }], more: 2 },
  ],
});
const doc = (over: Partial<IncidentDoc> = {}): IncidentDoc => ({
  row: row(1),
  summary: 'Pages took ten seconds.',
  link: '',
  owners: ['Payments on-call'],
  people: ['Ada'],
  moments: [
    {
      name: 'started',
      at: '2026-03-01T10:00:00+01:00',
      zone: 'Europe/Berlin',
      precision: 'minute',
      raw: '',
    },
  ],
  lines: [
    {
      key: 'u',
      at: '',
      zone: '',
      precision: '',
      kind: 'state',
      state: 'Resolved',
      text: '',
      role: '',
      name: 'Ada',
    },
  ],
  raw: [
    { name: 'Label', value: 'one' },
    { name: 'Label', value: 'two' },
  ],
  file: 'export.csv',
  importedAt: '2026-11-21T09:00:00Z',
  ...over,
});

const assess = (incident: IncidentRow) => <p>assessing {incident.id}</p>;
const paper = (query: IncidentQuery, onClose: () => void) => (
  <button onClick={onClose}>{`paper of ${query.severities.join(', ') || 'all'}`}</button>
);

beforeEach(() => {
  // The list lays out what it has room for.
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 600 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 900 });
});

it('shows a long register with its facets and reads a page for what is seen', async () => {
  const list = vi.fn(() => Promise.resolve(listOf(20_000)));
  const { container } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({ incidents: { list } }),
  );
  expect(await screen.findByText('Slow answer 0')).toBeTruthy();
  expect(screen.getByText('20,000 incidents')).toBeTruthy();
  const option = screen.getByRole('option', { name: /Slow answer 1 / });
  expect(option.getAttribute('aria-setsize')).toBe('20000');
  expect(option.textContent).toMatch(/Resolved · 1/);
  // What nobody knows is said, and a state without a meaning is the source's own.
  expect(screen.getByRole('option', { name: /Slow answer 0/ }).textContent).toMatch(
    /No time known.*Parked/,
  );
  expect(screen.getAllByRole('option').length).toBeLessThan(60);
  expect(list.mock.calls.length).toBe(1);
  expect(await seriousFindings(container)).toEqual([]);
});

it('shows the narrowed list as a report in its place', async () => {
  const user = userEvent.setup();
  const startReview = vi.fn();
  renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({ incidents: { list: () => Promise.resolve(listOf(5)), startReview } }),
  );
  await screen.findByRole('listbox');
  await user.keyboard('{Home}er');
  expect(await screen.findByRole('button', { name: 'paper of all' })).toBeVisible();
  // No row is on the screen to begin a review of.
  await user.keyboard('s');
  expect(startReview).not.toHaveBeenCalled();
  await user.click(screen.getByRole('checkbox', { name: /SEV2/ }));
  await user.click(await screen.findByRole('button', { name: 'paper of SEV2' }));
  expect(await screen.findByRole('listbox')).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
});

it('narrows by a tick and by words, and shows all again', async () => {
  const user = userEvent.setup();
  const list = vi.fn((q: { severities: string[]; words: string }) =>
    Promise.resolve(listOf(q.severities.length + q.words.length > 0 ? 3 : 5)),
  );
  renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({ incidents: { list } }),
  );
  await user.click(await screen.findByRole('checkbox', { name: /SEV2/ }));
  expect(await screen.findByText('3 of 150,000')).toBeTruthy();
  expect(list.mock.lastCall?.[0].severities).toEqual(['SEV2']);
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(await screen.findByText('5 incidents')).toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: 'Filter incidents' }), 'slow');
  await waitFor(() => expect(list.mock.lastCall?.[0].words).toBe('slow'));
  await user.clear(screen.getByRole('textbox', { name: 'Filter incidents' }));
});

it('narrows to days once they are days, and to what two sources tell', async () => {
  const user = userEvent.setup();
  const list = vi.fn<(q: IncidentQuery) => Promise<IncidentList>>(() => Promise.resolve(listOf(5)));
  const { registry } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({ incidents: { list } }),
  );
  await screen.findByText('Slow answer 0');
  expect(registry.run('incidents.days')).toBe(true);
  const from = screen.getByRole('textbox', { name: 'From' });
  expect(document.activeElement).toBe(from);
  await user.keyboard('2026-03-0');
  expect(list).toHaveBeenCalledTimes(1);
  expect(screen.queryByText(/That is no day/)).toBeNull();
  await user.keyboard('2');
  await waitFor(() => expect(list.mock.lastCall?.[0].from).toBe('2026-03-02'));
  const to = screen.getByRole('textbox', { name: 'To' });
  await user.type(to, '2026-03-01');
  expect(await screen.findByText(/last day lies before the first/)).toBeTruthy();
  expect(list.mock.lastCall?.[0].to).toBe('');
  await user.clear(to);
  await user.type(to, '2026-02-30');
  await user.tab();
  expect(await screen.findByText(/That is no day/)).toBeTruthy();
  await user.clear(to);
  await user.click(screen.getByRole('checkbox', { name: /more than one source/ }));
  await waitFor(() =>
    expect(list.mock.lastCall?.[0]).toMatchObject({ from: '2026-03-02', twice: true }),
  );
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await waitFor(() => expect(list.mock.lastCall?.[0]).toMatchObject({ from: '', twice: false }));
  expect(from).toHaveProperty('value', '');
});

it('orders by the heads of the columns of a wide window, and turns the order round', async () => {
  const wide = vi.spyOn(window, 'matchMedia').mockImplementation(
    (media) =>
      ({
        media,
        matches: /min-width/.test(media),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      }) as unknown as MediaQueryList,
  );
  const user = userEvent.setup();
  const list = vi.fn<(q: IncidentQuery) => Promise<IncidentList>>(() => Promise.resolve(listOf(5)));
  const { container } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({ incidents: { list } }),
  );
  const head = await screen.findByRole('button', { name: 'Severity' });
  expect(screen.getByRole('button', { name: 'Time', pressed: true })).toBeTruthy();
  await user.click(head);
  await waitFor(() =>
    expect(list.mock.lastCall?.[0]).toMatchObject({ order: 'severity', reverse: false }),
  );
  await user.click(head);
  await waitFor(() => expect(list.mock.lastCall?.[0].reverse).toBe(true));
  expect(await screen.findByRole('button', { name: /Severity turned round/ })).toBeTruthy();
  expect(await seriousFindings(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Time' }));
  expect(await screen.findByRole('button', { name: 'Time', pressed: true })).toBeTruthy();
  wide.mockRestore();
});

it('keeps filter and place while another screen is open', async () => {
  const user = userEvent.setup();
  const list = vi.fn<(q: IncidentQuery) => Promise<IncidentList>>(() => Promise.resolve(listOf(5)));
  const backend = recordedBackend({ incidents: { list } });
  const first = renderScreen(<Incidents assess={assess} paper={paper} />, backend);
  await user.click(await screen.findByRole('checkbox', { name: /SEV2/ }));
  await waitFor(() => expect(list.mock.lastCall?.[0].severities).toEqual(['SEV2']));
  await user.click(await screen.findByText('Slow answer 3'));
  first.unmount();
  list.mockClear();
  renderScreen(<Incidents assess={assess} paper={paper} />, backend);
  expect(
    (await screen.findByRole('option', { name: /Slow answer 3/ })).getAttribute('aria-selected'),
  ).toBe('true');
  expect(list.mock.calls[0]?.[0].severities).toEqual(['SEV2']);
  await user.click(screen.getByRole('button', { name: 'Show all' }));
});

it('asks by key whether the chosen incident has to be told to somebody', async () => {
  const user = userEvent.setup();
  const { registry } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({ incidents: { list: () => Promise.resolve(listOf(5)) } }),
  );
  await user.click(await screen.findByText('Slow answer 1'));
  await waitFor(() => expect(registry.run('incidents.assess')).toBe(true));
  expect(await screen.findByText('assessing id1')).toBeTruthy();
});

it('begins a review of the chosen incident in one step', async () => {
  const user = userEvent.setup();
  const startReview = vi.fn(() => Promise.resolve({ ref: 'REV-26-CCCCCC', made: true }));
  const { path, registry } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({ incidents: { list: () => Promise.resolve(listOf(5)), startReview } }),
  );
  await user.click(await screen.findByText('Slow answer 1'));
  await waitFor(() => expect(registry.run('incidents.review')).toBe(true));
  await waitFor(() => expect(path()).toBe('/reviews/REV-26-CCCCCC'));
  expect(startReview.mock.calls).toEqual([['id1']]);
});

it('leads to the quarantine where all that came waits there', async () => {
  const user = userEvent.setup();
  let tell: (list: { rows: []; total: number }) => void = () => undefined;
  const told = new Promise<{ rows: []; total: number }>((go) => (tell = go));
  const { container } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({
      incidents: {
        list: () => Promise.resolve({ ...listOf(0), all: 0, waiting: 3 }),
        quarantine: () => told,
        meanings: () => Promise.resolve([]),
      },
    }),
  );
  expect(await screen.findByText('3 rows came, and none could be taken yet')).toBeTruthy();
  expect(screen.queryByText('No incidents yet')).toBeNull();
  expect(await seriousFindings(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: /Look at the rows/ }));
  expect(await screen.findByRole('dialog', { name: 'Rows in quarantine' })).toBeTruthy();
  // Until the rows are read nothing is said of how many there are.
  expect(screen.getByText('Looking for what waits.')).toBeTruthy();
  expect(screen.queryByText('Nothing is in quarantine.')).toBeNull();
  tell({ rows: [], total: 3 });
  expect(await screen.findByText(/^3 rows could not be taken/)).toBeTruthy();
});

it('offers an import that was killed, until somebody leaves it so', async () => {
  const user = userEvent.setup();
  const leaveHalf = vi.fn(() => Promise.resolve());
  const killed = {
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
  };
  const { container } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({
      incidents: {
        list: () => Promise.resolve(listOf(3)),
        imports: () =>
          Promise.resolve([
            { ...killed, half: true },
            { ...killed, id: 'other', file: 'other.csv', half: false },
          ]),
        leaveHalf,
      },
    }),
  );
  expect(await screen.findByText(/export\.csv broke off.*4,120 rows/)).toBeTruthy();
  expect(screen.queryByText(/other\.csv/)).toBeNull();
  expect(await seriousFindings(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Leave it so' }));
  expect(leaveHalf).toHaveBeenCalledWith('imp');
});

it('goes on with an import that was stopped', async () => {
  const user = userEvent.setup();
  const stopped = {
    id: 'imp',
    file: 'export.csv',
    path: '/files/export.csv',
    format: 'csv',
    at: '2026-11-21T09:00:00Z',
    state: 'stopped' as const,
    read: 4,
    created: 4,
    updated: 0,
    unchanged: 0,
    quarantined: 0,
    half: false,
  };
  const resume = vi.fn(() => {
    setTimeout(() => backend.emit('job.done', { id: 'job-1', error: null }), 0);
    return Promise.resolve('job-1');
  });
  const backend = recordedBackend({
    incidents: {
      list: () => Promise.resolve(listOf(3)),
      imports: () => Promise.resolve([stopped]),
      resume,
      importResult: () =>
        Promise.resolve({
          import: { ...stopped, state: 'finished' as const, created: 3, unchanged: 4 },
          questions: [],
          headers: [],
          fields: [],
          same: false,
          remembered: noAnswers,
          alike: 0,
        }),
    },
  });
  renderScreen(<Incidents assess={assess} paper={paper} />, backend);
  await user.click(await screen.findByRole('button', { name: /^Imports/ }));
  const dialog = within(await screen.findByRole('dialog', { hidden: true }));
  await user.click(await dialog.findByRole('button', { name: 'Go on', hidden: true }));
  expect(resume).toHaveBeenCalledWith('imp');
  expect(await screen.findByText(/3 new, 0 changed, 4 as they were/)).toBeTruthy();
});

it('calls planned work so, and by no severity', async () => {
  const planned = { ...row(1), severity: '', state: 'planned', toldSeverity: 'maintenance' };
  renderScreen(<IncidentRowView row={planned} wide={false} />, recordedBackend({}));
  expect(await screen.findByText(/Planned work/)).toBeTruthy();
  expect(screen.queryByText('maintenance')).toBeNull();
});

it('asks whether incidents of another source come in a second time', async () => {
  const user = userEvent.setup();
  const result: IncidentImported = {
    import: {
      id: 'imp',
      file: 'page.json',
      path: '/tmp/page.json',
      format: 'statuspage',
      at: '2026-11-21T09:00:00Z',
      state: 'finished',
      read: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      quarantined: 0,
      half: false,
    },
    questions: [
      {
        key: 'incident.ask.twins',
        field: '',
        params: { count: '9', total: '12', source: 'status-history/status.example.net' },
        samples: [],
      },
    ],
    headers: [],
    fields: [],
    same: false,
    remembered: noAnswers,
    alike: 0,
  };
  const imported = vi.fn(() => {
    setTimeout(() => backend.emit('job.done', { id: 'job', error: null }), 0);
    return Promise.resolve('job');
  });
  const backend = recordedBackend({
    incidents: {
      list: () => Promise.resolve({ ...listOf(0), all: 0 }),
      choose: () => Promise.resolve(['/files/page.json']),
      import: imported,
      importResult: () => Promise.resolve(result),
    },
  });
  const { container } = renderScreen(<Incidents assess={assess} paper={paper} />, backend);
  await user.click(
    (await screen.findAllByRole('button', { name: /Import incidents/ }))[0] as Element,
  );
  const dialog = within(await screen.findByRole('dialog', { name: /page.json/, hidden: true }));
  expect(dialog.getByText(/9 of the 12 incidents of this file look like/)).toBeTruthy();
  const choice = dialog.getByRole('combobox', { name: 'These incidents', hidden: true });
  expect(choice).toHaveProperty('value', 'new');
  expect(await seriousFindings(container)).toEqual([]);
  await user.selectOptions(choice, 'all');
  await user.click(dialog.getByRole('button', { name: 'Go on', hidden: true }));
  expect(imported).toHaveBeenLastCalledWith('/files/page.json', { ...noAnswers, twins: 'all' });
});

it('asks what a file does not say, then tells what came in and how to take it back', async () => {
  const user = userEvent.setup();
  const account = {
    id: 'imp',
    file: 'export.csv',
    path: '/tmp/export.csv',
    format: 'csv',
    at: '2026-11-21T09:00:00Z',
    state: 'finished' as const,
    read: 4,
    created: 2,
    updated: 0,
    unchanged: 0,
    quarantined: 2,
    half: false,
  };
  const results: IncidentImported[] = [
    {
      import: account,
      questions: [
        { key: 'incident.ask.zone', field: 'opened', params: {}, samples: ['2026-03-01 10:00'] },
      ],
      headers: [],
      fields: [],
      same: false,
      remembered: noAnswers,
      alike: 0,
    },
    {
      import: account,
      questions: [],
      headers: [],
      fields: [],
      same: false,
      remembered: { ...noAnswers, dayOrder: 'day' },
      alike: 2,
    },
  ];
  let job = 0;
  const imported = vi.fn(() => {
    job += 1;
    const id = `job-${job}`;
    setTimeout(() => backend.emit('job.done', { id, error: null }), 0);
    return Promise.resolve(id);
  });
  const backend = recordedBackend({
    incidents: {
      list: () => Promise.resolve({ ...listOf(0), all: 0 }),
      choose: () => Promise.resolve(['/files/export.csv']),
      import: imported,
      importResult: (id) => Promise.resolve(results[Number(id.slice(4)) - 1] as IncidentImported),
    },
    reviews: { zones: () => Promise.resolve(['Europe/Berlin', 'UTC']) },
  });
  const { container } = renderScreen(<Incidents assess={assess} paper={paper} />, backend);
  await user.click(
    (await screen.findAllByRole('button', { name: /Import incidents/ }))[0] as Element,
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'What export.csv does not say',
    hidden: true,
  });
  expect(within(dialog).getByText(/opened: 2026-03-01 10:00/)).toBeTruthy();
  const zone = within(dialog).getByRole('combobox', { hidden: true });
  await user.clear(zone);
  await user.type(zone, 'Europe/Berlin');
  await user.click(within(dialog).getByRole('button', { name: 'Go on', hidden: true }));
  expect(await screen.findByText(/2 new, 0 changed, 0 as they were, 2 in quarantine/)).toBeTruthy();
  expect(screen.getByText(/Read as before: the day comes first/)).toBeTruthy();
  expect(screen.getByText(/2 of the new ones have numbers/)).toBeTruthy();
  expect(imported.mock.calls.at(-1)).toEqual([
    '/files/export.csv',
    { ...noAnswers, zone: 'Europe/Berlin' },
  ]);
  expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  expect(await seriousFindings(container)).toEqual([]);
});

it('shows the columns of a table nobody knows, and asks what their meaning leads to', async () => {
  const user = userEvent.setup();
  const account = {
    id: 'imp',
    file: 'list.csv',
    path: '/tmp/list.csv',
    format: 'csv',
    at: '2026-11-21T09:00:00Z',
    state: 'finished' as const,
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    quarantined: 0,
    half: false,
  };
  const imported = vi.fn((path: string) => {
    setTimeout(() => backend.emit('job.done', { id: path, error: null }), 0);
    return Promise.resolve(path);
  });
  const preview = vi.fn((_: string, a: { zone: string; columns: Record<string, string> }) =>
    Promise.resolve({
      columns: ['what', 'when'].map((header) => ({
        header,
        target: a.columns[header] ?? 'raw',
        values: header === 'what' ? ['Checkout is slow'] : ['2026-03-01 10:00'],
      })),
      rows: a.zone
        ? [
            { line: 2, row: row(1), reason: '', params: {} },
            { line: 3, row: row(2), reason: 'incident.refused.no_title', params: {} },
          ]
        : [],
      questions:
        a.columns['when'] && !a.zone
          ? [{ key: 'incident.ask.zone', field: 'when', params: {}, samples: ['2026-03-01 10:00'] }]
          : [],
    }),
  );
  const backend = recordedBackend({
    incidents: {
      list: () => Promise.resolve({ ...listOf(0), all: 0 }),
      choose: () => Promise.resolve(['/files/list.csv']),
      import: imported,
      importResult: () =>
        Promise.resolve({
          import: account,
          questions: [{ key: 'incident.ask.mapping', field: '', params: {}, samples: [] }],
          headers: ['what', 'when'],
          fields: [],
          same: false,
          remembered: noAnswers,
          alike: 0,
        }),
      preview,
    },
    reviews: { zones: () => Promise.resolve(['Europe/Berlin', 'UTC']) },
  });
  const { container } = renderScreen(<Incidents assess={assess} paper={paper} />, backend);
  await user.click(
    (await screen.findAllByRole('button', { name: /Import incidents/ }))[0] as Element,
  );
  const dialog = await screen.findByRole('dialog', { name: /list.csv/, hidden: true });
  const pick = async (header: string, as: string) =>
    user.selectOptions(
      await within(dialog).findByRole('combobox', {
        name: `${header} is taken for`,
        hidden: true,
      }),
      as,
    );
  expect(await within(dialog).findByText('Checkout is slow')).toBeTruthy();
  const on = within(dialog).getByRole('button', { name: 'Go on', hidden: true });
  expect(on.getAttribute('aria-disabled')).toBe('true');
  await pick('what', 'Title');
  await pick('when', 'Started');
  expect(await within(dialog).findByText(/Say which zone/)).toBeTruthy();
  expect(await within(dialog).findByText('Slow answer 1')).toBeTruthy();
  expect(within(dialog).getByText(/does not say what the incident is called/)).toBeTruthy();
  expect(await seriousFindings(container)).toEqual([]);
  await user.click(on);
  await waitFor(() => expect(imported).toHaveBeenCalledTimes(2));
  expect(imported.mock.lastCall?.[1 as 0]).toMatchObject({
    columns: { what: 'title', when: 'moments.started' },
  });
});

it('takes one of the two hours a time may mean, and puts back a row that was let go', async () => {
  const user = userEvent.setup();
  const mend = vi.fn(() => Promise.resolve({ taken: 1, left: 0 }));
  const putBack = vi.fn(() => Promise.resolve(1));
  const both = ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'];
  const waits = {
    n: 9,
    file: 'a.csv',
    line: 4,
    column: 0,
    field: 'moments.resolved',
    reason: 'incident.refused.ambiguous',
    params: { value: '2026-10-25 02:30' },
    text: '',
    retry: false,
    code: '',
    mends: 'moments.resolved',
    told: '2026-10-25 02:30',
    both,
  };
  const { registry } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    recordedBackend({
      incidents: {
        list: () => Promise.resolve({ ...listOf(5), waiting: 1 }),
        quarantine: () => Promise.resolve({ total: 1, rows: [waits] }),
        meanings: () => Promise.resolve([]),
        discard: () => Promise.resolve(),
        mend,
        putBack,
      },
    }),
  );
  await screen.findByText('Slow answer 0');
  await waitFor(() => expect(registry.run('incidents.quarantine')).toBe(true));
  expect(await screen.findByText('a.csv, line 4, Resolved')).toBeTruthy();
  await user.click(
    screen.getByRole('button', { name: /Line 4: the second 25 Oct 2026, 02:30/, hidden: true }),
  );
  await waitFor(() => expect(mend.mock.calls).toEqual([[9, both[1], false]]));
  await user.click(screen.getByRole('button', { name: 'Let go of line 4', hidden: true }));
  await screen.findByText('Row let go');
  await user.click(screen.getByRole('button', { name: 'Undo', hidden: true }));
  await waitFor(() => expect(putBack).toHaveBeenCalledExactlyOnceWith([9]));
});

it('says a wrong time of a waiting row anew by keys, for all rows that say the same', async () => {
  const user = userEvent.setup();
  const mend = vi.fn(() => Promise.resolve({ taken: 3, left: 0 }));
  const mean = vi.fn(() => Promise.resolve({ version: 3, reread: 7, taken: 0, waiting: 0 }));
  const backend = recordedBackend({
    incidents: {
      list: () => Promise.resolve({ ...listOf(5), waiting: 4 }),
      quarantine: () =>
        Promise.resolve({
          total: 4,
          rows: [
            {
              n: 9,
              file: 'a.csv',
              line: 4,
              column: 0,
              field: 'opened',
              reason: 'incident.refused.time',
              params: { value: 'soon' },
              text: '1,a,soon',
              retry: false,
              code: '',
              mends: 'moments.detected',
              both: [],
              told: 'soon',
            },
          ],
        }),
      mend,
      mean,
      meanings: () =>
        Promise.resolve([
          {
            field: 'severity',
            code: 'purple',
            is: 'SEV4',
            was: '',
            count: 7,
            at: '2026-11-01T09:00:00Z',
          },
        ]),
    },
  });
  const { container, registry } = renderScreen(
    <Incidents assess={assess} paper={paper} />,
    backend,
  );
  await screen.findByText('Slow answer 0');
  await waitFor(() => expect(registry.run('incidents.quarantine')).toBe(true));
  // What a code was given as its meaning is there to be taken back.
  await user.click(
    await screen.findByRole('button', { name: 'What “purple” meant before', hidden: true }),
  );
  await waitFor(() => expect(mean.mock.calls).toEqual([['severity', 'purple', 'before']]));
  const change = await screen.findByRole('button', { name: 'Say line 4 anew', hidden: true });
  await user.click(change);
  const field = await screen.findByRole('textbox', { name: 'Detected', hidden: true });
  await user.clear(field);
  await user.type(field, '2026-03-01 10:00');
  await user.click(screen.getByRole('checkbox', { name: /say “soon” there/, hidden: true }));
  expect(await seriousFindings(container)).toEqual([]);
  await user.type(field, '{Enter}');
  await waitFor(() => expect(mend.mock.calls).toEqual([[9, '2026-03-01 10:00', true]]));
  expect(await screen.findByText('3 rows came in')).toBeTruthy();
});

it('goes on with the other files when one fails, and says which did not come in', async () => {
  const user = userEvent.setup();
  const done = (file: string): IncidentImported => ({
    import: {
      id: file,
      file,
      path: file,
      format: 'csv',
      at: '2026-11-21T09:00:00Z',
      state: 'finished',
      read: 2,
      created: 2,
      updated: 0,
      unchanged: 0,
      quarantined: 0,
      half: false,
    },
    questions: [],
    headers: [],
    fields: [],
    same: false,
    remembered: noAnswers,
    alike: 0,
  });
  const ends = [
    '{"code":"invalid","key":"incident.no_table"}',
    '{"code":"invalid","key":"incident.no_reader","params":{"name":"b.bin"}}',
    null,
  ];
  const imported = vi.fn((path: string) => {
    const error = ends[imported.mock.calls.length - 1] ?? null;
    setTimeout(() => backend.emit('job.done', { id: path, error }), 0);
    return Promise.resolve(path);
  });
  const backend = recordedBackend({
    incidents: {
      list: () => Promise.resolve({ ...listOf(0), all: 0 }),
      choose: () => Promise.resolve(['/files/a.csv', '/files/b.bin', '/files/c.csv']),
      import: imported,
      importResult: () => Promise.resolve(done('c.csv')),
    },
  });
  renderScreen(<Incidents assess={assess} paper={paper} />, backend);
  await user.click(
    (await screen.findAllByRole('button', { name: /Import incidents/ }))[0] as Element,
  );
  expect(await screen.findByText(/c.csv: 2 new/)).toBeTruthy();
  expect(imported.mock.calls.map(([path]) => path)).toEqual([
    '/files/a.csv',
    '/files/b.bin',
    '/files/c.csv',
  ]);
  expect(screen.getByText('a.csv did not come in as a whole')).toBeTruthy();
  expect(screen.getByText('b.bin did not come in as a whole')).toBeTruthy();
});

it('shows an incident with what is missing said, and marks what stays here', async () => {
  const { container } = renderScreen(
    <IncidentPage name="N1" history={() => null} told={() => null} assess={assess} />,
    recordedBackend({ incidents: { get: () => Promise.resolve(doc()) } }),
  );
  expect(await screen.findByRole('heading', { name: 'Slow answer 1' })).toBeTruthy();
  expect(screen.getByText('SEV2 (2)')).toBeTruthy();
  expect(screen.getByText('No time known')).toBeTruthy();
  expect(screen.getAllByText('Label')).toHaveLength(2);
  expect(screen.getAllByRole('img', { name: 'Stays on this machine' }).length).toBe(3);
  expect(await seriousFindings(container)).toEqual([]);
});

it('shows the timeline of the review in place of what the source told', async () => {
  renderScreen(
    <IncidentPage
      name="N2"
      history={(review) => <p>timeline of {review}</p>}
      told={(incident) => <p>told of {incident.id}</p>}
      assess={assess}
    />,
    recordedBackend({ incidents: { get: () => Promise.resolve(doc({ row: row(2) })) } }),
  );
  expect(await screen.findByText('timeline of REV-26-BBBBBB')).toBeTruthy();
  expect(screen.getByText(`told of ${row(2).id}`)).toBeTruthy();
  expect(screen.getByRole('button', { name: /Open its review/ })).toBeTruthy();
});
