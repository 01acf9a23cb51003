import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import {
  WireError,
  type AuditEntry,
  type AuditFilter,
  type AuditFindings,
  type AuditRow,
  type VerifiedReport,
} from '../../../backend';
import { recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { Audit } from './Audit';

const row = (n: number, more: Partial<AuditRow> = {}): AuditRow => ({
  n,
  chain: 'd-1/s',
  seq: n,
  at: '2026-11-16T22:09:00Z',
  who: 'person',
  actor: 'a-own',
  own: true,
  rule: '',
  version: '',
  by: null,
  action: 'review.set',
  label: { key: 'history.review.set', params: {} },
  kind: 'edit',
  ref: 'REV-26-AAAAAA',
  recordKind: 'review',
  title: 'Payouts were sent twice',
  trashed: false,
  path: 'severity',
  undone: false,
  erased: false,
  reason: '',
  ...more,
});

const entry = (r: AuditRow): AuditEntry => ({
  row: r,
  zone: 'UTC',
  prev: '0'.repeat(64),
  hash: 'ab'.repeat(32),
  undoes: 0,
  changes: [{ path: 'severity', lead: '', before: 'SEV3', after: 'SEV1', tail: '', asked: false }],
});

const few = [
  row(4, { who: 'system', actor: 'rule:triage@2', own: false, rule: 'triage', version: '2' }),
  row(3, { undone: true }),
  row(2, {
    who: 'exchange',
    by: { name: 'Linen team', at: '', commit: 'c', joined: false, own: false },
  }),
  row(1, { erased: true, path: '' }),
];

function answers(rows: AuditRow[], findings?: AuditFindings) {
  const list = vi.fn((f: AuditFilter) => {
    const fitting = rows.filter(
      (r) => (f.who === '' || r.who === f.who) && (f.before === 0 || r.n < f.before),
    );
    return Promise.resolve({
      rows: fitting.slice(0, f.limit),
      more: fitting.length > f.limit,
      total: fitting.length,
      zone: 'UTC',
    });
  });
  const verify = vi.fn(() => Promise.resolve('job-1'));
  const verifyPack = vi.fn(() => Promise.resolve('job-1'));
  const verifyReport = vi.fn((): Promise<VerifiedReport> =>
    Promise.resolve({ name: 'linen.pdf', state: 'changed', text: 'It was changed.' }),
  );
  const backend = recordedBackend({
    reports: { verify: verifyReport },
    audit: {
      list,
      entry: (n) => Promise.resolve(entry(rows.find((r) => r.n === n) ?? row(n))),
      choices: () =>
        Promise.resolve({
          actions: [{ action: 'review.set', label: { key: 'history.review.set', params: {} } }],
          rules: ['triage@2'],
        }),
      verify,
      verifyResult: () =>
        findings ? Promise.resolve(findings) : Promise.reject(new Error('none')),
      choosePack: () => Promise.resolve('/home/someone/evidence-2026.zip'),
      verifyPack,
      pack: () => Promise.resolve('job-2'),
      packResult: () =>
        Promise.resolve({
          path: '/home/someone/evidence.zip',
          entries: 4,
          leftOut: [{ key: 'audit.left.private', params: { chain: 'd-1/local', count: '2' } }],
        }),
    },
  });
  return { backend, list, verify, verifyPack, verifyReport };
}

it('lists who did what, a rule with its version, and has no serious finding of axe', async () => {
  const { backend } = answers(few);
  const { container } = renderScreen(<Audit record={undefined} />, backend);
  const box = await screen.findByRole('listbox', { name: 'All changes, newest first' });
  const [first, second, third, fourth] = within(box).getAllByRole('option');
  expect(first).toHaveTextContent('rule triage, version 2');
  expect(second).toHaveTextContent('you');
  expect(third).toHaveTextContent('by Linen team');
  expect(fourth).toHaveTextContent('content gone');
  expect(await seriousFindings(container)).toEqual([]);
});

it('opens an entry by key and shows before and after, its hash and the way to the review', async () => {
  const { backend } = answers(few);
  renderScreen(<Audit record={undefined} />, backend);
  await screen.findByRole('listbox');
  await userEvent.keyboard('{Home}{ArrowDown}');
  const opened = await screen.findByRole('article');
  expect(opened).toHaveTextContent('SEV3');
  expect(opened).toHaveTextContent('SEV1');
  expect(opened).toHaveTextContent('ab'.repeat(32));
  expect(within(opened).getByRole('link', { name: 'Payouts were sent twice' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA',
  );
});

it('asks for what a filter says, and shows all again', async () => {
  const { backend, list } = answers(few);
  renderScreen(<Audit record={undefined} />, backend);
  await screen.findByRole('listbox');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Who did it' }), 'system');
  await waitFor(() => expect(screen.getAllByRole('option', { selected: false })).toBeTruthy());
  await waitFor(() => expect(screen.getByText('1 entry')).toBeInTheDocument());
  await userEvent.type(screen.getByRole('textbox', { name: 'First day (UTC)' }), '2026-11-01');
  await waitFor(() => expect(list.mock.lastCall?.[0].from).toBe('2026-11-01'));
  expect(list.mock.calls.some(([f]) => f.from !== '' && f.from !== '2026-11-01')).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Show all changes' }));
  await waitFor(() => expect(screen.getByText('4 entries')).toBeInTheDocument());
});

it('reads of a long journal only what is seen, page by page', async () => {
  const many = Array.from({ length: 5_000 }, (_, i) => row(5_000 - i));
  const { backend, list } = answers(many);
  renderScreen(<Audit record={undefined} />, backend);
  const box = await screen.findByRole('listbox');
  expect(list).toHaveBeenCalledTimes(1);
  expect(within(box).getAllByRole('option').length).toBeLessThan(100);
  box.scrollTop = 7_400;
  box.dispatchEvent(new Event('scroll'));
  await waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(1));
  expect(list.mock.calls[1]?.[0].before).toBe(4_801);
});

it('tells plainly what a check found and what it cannot exclude', async () => {
  const { backend } = answers(few, {
    whole: false,
    entries: 4,
    pack: null,
    files: [],
    unmet: [],
    signoffs: [],
    rules: [],
    records: 3,
    stateCount: 1,
    states: [
      {
        ref: 'REV-26-AAAAAA',
        recordKind: 'review',
        title: 'Payouts were sent twice',
        code: 'differs',
        text: { key: 'audit.state.differs', params: { n: '0' } },
        changes: [
          { path: 'severity', lead: '', before: 'SEV3', after: 'SEV1', tail: '', asked: false },
        ],
        more: 2,
      },
    ],
    chains: [
      {
        chain: 'd-1/s',
        device: 'd-1',
        own: true,
        local: false,
        name: '',
        entries: 4,
        last: 4,
        head: 'cd'.repeat(32),
        whole: false,
        problems: [{ key: 'audit.problem.edited', params: { from: '2', seq: '2' } }],
        excluded: [{ key: 'audit.excluded.between', params: { last: '1' } }],
        open: [{ key: 'audit.open.tail', params: { last: '4' } }],
      },
    ],
  });
  const { container } = renderScreen(<Audit record={undefined} />, backend);
  await screen.findByRole('listbox');
  await userEvent.keyboard('v');
  await screen.findByRole('progressbar');
  backend.emit('job.done', { id: 'job-1' });
  const found = await screen.findByRole('region', { name: 'What the check found' });
  expect(found).toHaveTextContent('entry 2 was changed');
  expect(found).toHaveTextContent('cannot exclude truncation after 4');
  const states = within(found).getByRole('region', {
    name: 'Records that are not what their entries say',
  });
  expect(states).toHaveTextContent('what is stored is not what its entries lead to');
  expect(states).toHaveTextContent('SEV3');
  expect(states).toHaveTextContent('and 2 more places');
  expect(within(states).getByRole('link', { name: 'Payouts were sent twice' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA',
  );
  expect(found).toHaveTextContent(`Audit: d-1 4 ${'cd'.repeat(32)} d-1/s`);
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.queryByRole('region', { name: 'What the check found' })).not.toBeInTheDocument(),
  );
});

it('checks against lines from paper, and refuses words that are none', async () => {
  const { backend, verify } = answers(few);
  const { container } = renderScreen(<Audit record={undefined} />, backend);
  await screen.findByRole('listbox');
  await userEvent.keyboard('p');
  const field = await screen.findByRole('textbox', { name: 'Lines kept on paper' });
  const done = () =>
    userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Check' }));
  await userEvent.type(field, 'it was 4711');
  await done();
  expect(await screen.findByRole('alert')).toHaveTextContent('is no such line');
  expect(verify).not.toHaveBeenCalled();
  expect(await seriousFindings(container)).toEqual([]);
  const line = `Audit: d-1 4 ${'cd'.repeat(32)} d-1/s`;
  await userEvent.clear(field);
  await userEvent.type(field, line);
  await done();
  await waitFor(() => expect(verify).toHaveBeenCalledWith(line));
});

it('checks a pack somebody chose and says what it says of itself', async () => {
  const { backend, verifyPack } = answers(few, {
    whole: false,
    entries: 9,
    records: 0,
    states: [],
    stateCount: 0,
    chains: [],
    pack: {
      name: 'evidence-2026.zip',
      madeAt: '2026-11-22T10:00:00Z',
      program: 'Second Story 1',
      device: 'd-2',
      records: 0,
    },
    files: [{ key: 'audit.file.changed', params: { name: 'chains/1.ndjson' } }],
    unmet: [{ key: 'audit.unmet', params: { device: 'd-2', seq: '4', hash: 'cd' } }],
    signoffs: [],
    rules: [],
  });
  renderScreen(<Audit record={undefined} />, backend);
  await screen.findByRole('listbox');
  await userEvent.keyboard('o');
  await screen.findByRole('heading', { name: 'Check evidence-2026.zip' });
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Check' }));
  await screen.findByRole('progressbar');
  backend.emit('job.done', { id: 'job-1' });
  const found = await screen.findByRole('region', { name: 'What the check found' });
  expect(verifyPack).toHaveBeenCalledWith('/home/someone/evidence-2026.zip', '');
  expect(found).toHaveTextContent('made 22 Nov 2026, 10:00 on device d-2 with Second Story 1');
  expect(found).toHaveTextContent('chains/1.ndjson is not what the pack');
  expect(found).toHaveTextContent('No chain here has what device d-2 wrote down for entry 4');
  expect(found).toHaveTextContent('This pack does not hold');
  expect(found).toHaveTextContent('Not checked in a pack');
});

it('says of a report file that it was changed after it was issued', async () => {
  const { backend, verifyReport } = answers(few);
  verifyReport.mockResolvedValueOnce({ name: '', state: 'foreign', text: '' });
  const { container } = renderScreen(<Audit record={undefined} />, backend);
  await screen.findByRole('listbox');
  await userEvent.keyboard('r');
  await waitFor(() => expect(verifyReport).toHaveBeenCalledTimes(1));
  expect(screen.queryByRole('note')).not.toBeInTheDocument();
  await userEvent.keyboard('r');
  expect(await screen.findByText('linen.pdf: It was changed.')).toBeVisible();
  expect(screen.getByRole('note')).toHaveClass('note-warn');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('note')).not.toBeInTheDocument();
});

it('writes a pack with its progress and says what is not in it', async () => {
  const { backend } = answers(few);
  renderScreen(<Audit record={undefined} />, backend);
  await screen.findByRole('listbox');
  await userEvent.keyboard('e');
  await screen.findByRole('progressbar', { name: 'Writing the evidence pack' });
  backend.emit('job.done', { id: 'job-2' });
  const made = await screen.findByRole('region', { name: 'Evidence pack' });
  expect(made).toHaveTextContent('Evidence pack written to /home/someone/evidence.zip');
  expect(made).toHaveTextContent('2 entries are in the pack without their content');
});

it('says what an empty journal is for, and what to do when it cannot be read', async () => {
  const { unmount } = renderScreen(<Audit record={undefined} />, answers([]).backend);
  await screen.findByText('Nothing was changed yet');
  unmount();
  renderScreen(
    <Audit record="REV-26-AAAAAA" />,
    recordedBackend({
      audit: {
        list: () =>
          Promise.reject(new WireError('not_found', 'record.missing', { ref: 'REV-26-AAAAAA' })),
        choices: () => Promise.resolve({ actions: [], rules: [] }),
      },
    }),
  );
  await screen.findByText(/There is no record REV-26-AAAAAA/);
  expect(screen.getByRole('button', { name: 'Show all changes' })).toBeInTheDocument();
});
