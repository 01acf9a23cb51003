import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import {
  WireError,
  type ImportFile,
  type ImportPiece,
  type ImportPreview,
  type ImportResult,
  type ImportStatus,
} from '../../backend';
import { ownWorkspace, recordedBackend, type Recorded } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { ImportScreen } from './ImportScreen';

function file(path: string, status: ImportStatus, part: Partial<ImportFile> = {}): ImportFile {
  return {
    path,
    format: 'markdown',
    status,
    title: '',
    ref: '',
    counts: { entries: 0, sections: 0, factors: 0, causes: 0, actions: 0, participants: 0 },
    kept: [],
    findings: [],
    entries: [],
    told: [],
    sha256: '',
    reread: false,
    twinOf: '',
    asText: false,
    sections: [],
    factors: [],
    actions: [],
    quarantine: null,
    ...part,
  };
}
const tours = file('tours.md', 'new', {
  title: 'Tours were planned twice',
  counts: { entries: 1, sections: 1, factors: 1, causes: 0, actions: 1, participants: 2 },
  findings: [{ level: 'question', key: 'ingest.zone_missing', params: { count: '1' }, line: 21 }],
  kept: [{ line: 14, text: 'Words that belong nowhere.', why: { key: '' } }],
  entries: [
    {
      line: 31,
      at: '2026-10-25T03:00',
      end: '',
      zone: '',
      precision: 'hour',
      raw: 'about 3',
      text: 'Second plan',
    },
  ],
  sections: [{ key: 'summary', title: 'Summary', line: 3, chars: 120, kept: false }],
  factors: [{ line: 50, text: 'The timer is local', kind: 'contributing' }],
  actions: [
    {
      line: 60,
      title: 'Use UTC',
      owner: 'Ada Example',
      named: true,
      due: '2026-11-13',
      status: 'done',
    },
  ],
});
const picture = file('picture.md', 'quarantined', {
  quarantine: {
    file: 'picture.md',
    line: 2,
    field: '',
    reason: 'ingest.binary',
    params: {},
    text: 'PK',
  },
});
const newer = file('newer.md', 'proposal', { title: 'Sign-in failed', ref: 'REV-26-BBBBBB' });
const same = file('same.md', 'unchanged', { title: 'Known', ref: 'REV-26-CCCCCC' });

const previewOf = (...files: ImportFile[]): ImportPreview => ({
  files,
  read: files.length,
  created: 0,
  updated: 0,
  unchanged: 0,
  quarantined: 0,
});
const result = (part: Partial<ImportResult> = {}): ImportResult => ({
  read: 1,
  created: 1,
  updated: 0,
  unchanged: 0,
  leftOut: 0,
  notes: [],
  quarantined: [],
  records: [
    {
      kind: 'review',
      ref: 'REV-26-AAAAAA',
      title: 'Tours were planned twice',
      updated: false,
      asks: 0,
    },
  ],
  proposals: [],
  ...part,
});

/** A backend whose jobs end as soon as they have begun; `jobs` counts them. */
function jobBackend(
  preview: ImportPreview,
  answers: Parameters<typeof recordedBackend>[0] = {},
): { backend: Recorded; looked: ReturnType<typeof vi.fn>; applied: ReturnType<typeof vi.fn> } {
  let n = 0;
  const job = () => {
    n += 1;
    const id = `job-${n}`;
    queueMicrotask(() => backend.emit('job.done', { id }));
    return Promise.resolve(id);
  };
  const looked = vi.fn(job);
  const applied = vi.fn(job);
  const backend = recordedBackend({
    ...answers,
    reviews: { zones: () => Promise.resolve(['Europe/Amsterdam', 'UTC']), ...answers.reviews },
    imports: {
      choose: () => Promise.resolve(['/somewhere/tours.md']),
      preview: looked,
      previewResult: () => Promise.resolve(preview),
      proposal: () => Promise.resolve([]),
      apply: applied,
      applyResult: () => Promise.resolve(result()),
      ...answers.imports,
    },
  });
  return { backend, looked, applied };
}
const plain = { update: false, leaveOut: [], told: [], pieces: [] };
const choose = async () =>
  userEvent.click(await screen.findByRole('button', { name: /Choose post/ }));

it('adds up what the files become and shows each with its lines', async () => {
  const { backend, applied } = jobBackend(previewOf(tours, picture, newer, same));
  const { container } = renderScreen(<ImportScreen />, backend);
  await choose();
  const list = await screen.findByRole('listbox', { name: 'Files' });
  expect(within(list).getAllByRole('option')).toHaveLength(4);
  expect(container.querySelector('.import-sum')).toHaveTextContent(
    '4read=1new+1changed+1the same+1kept aside',
  );
  const about = screen.getByRole('region', { name: 'What the file becomes' });
  expect(about).toHaveTextContent('line 21');
  expect(about).toHaveTextContent('Words that belong nowhere.');
  expect(about).toHaveTextContent('about 3');
  expect(about).toHaveTextContent('to the hour');
  expect(about).toHaveTextContent('no zone named');
  expect(about).toHaveTextContent('line 50');
  expect(about).toHaveTextContent('13 Nov 2026');
  const [first, second] = within(list).getAllByRole('option');
  expect(first).toHaveTextContent('2 people');
  expect(first).toHaveTextContent('1 to look at');
  expect(second).not.toHaveTextContent('to look at');
  expect(screen.getByText('Nothing is changed before you import.')).toBeVisible();
  expect(applied).not.toHaveBeenCalled();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByText('The file holds no text: it has bytes no text file has.')).toBeVisible();
  expect(screen.getByText('At line 2')).toBeVisible();
});

it('lists what is to be looked at in the order of the lines, what is about the whole file first', async () => {
  const lines = [22, 11, 0, 10].map((line) => ({
    level: 'notice',
    key: 'ingest.severity_zero',
    params: { stated: `S${line}` },
    line,
  }));
  const { backend } = jobBackend(previewOf({ ...tours, findings: lines }));
  renderScreen(<ImportScreen />, backend);
  await choose();
  const about = await screen.findByRole('region', { name: 'What the file becomes' });
  expect(about.textContent.match(/"S\d+"/g)).toEqual(['"S0"', '"S10"', '"S11"', '"S22"']);
});

it('imports with one act and tells what was done, with the way back for a single review', async () => {
  const remove = vi.fn(() => Promise.resolve({ rev: 2 }));
  const { backend, applied } = jobBackend(previewOf(tours), { reviews: { remove } });
  const { container } = renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(await screen.findByRole('button', { name: /Import 1 review/ }));
  expect(applied).toHaveBeenCalledExactlyOnceWith('job-1', plain);
  const link = await screen.findByRole('link', { name: /Tours were planned twice/ });
  expect(link).toHaveAttribute('href', '#/reviews/REV-26-AAAAAA');
  expect(screen.getByRole('region', { name: 'What the import did' })).toHaveTextContent(
    'tours.md1 to look at',
  );
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(remove).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA');
  expect(await screen.findByText('REV-26-AAAAAA is in the trash')).toBeVisible();
});

it('reads the files again in the zone somebody chose', async () => {
  const { backend, looked } = jobBackend(previewOf(tours));
  renderScreen(<ImportScreen />, backend);
  await choose();
  const zone = await screen.findByLabelText('Zone for times that name none');
  expect(zone).toHaveValue('');
  await screen.findByRole('option', { name: 'Europe/Amsterdam' });
  await userEvent.selectOptions(zone, 'Europe/Amsterdam');
  await waitFor(() =>
    expect(looked).toHaveBeenLastCalledWith(
      ['/somewhere/tours.md'],
      'Europe/Amsterdam',
      [],
      [],
      {},
    ),
  );
});

it('merges a newer version only when somebody says so', async () => {
  const { backend, applied } = jobBackend(previewOf(newer));
  renderScreen(<ImportScreen />, backend);
  await choose();
  const act = await screen.findByRole('button', { name: /Nothing chosen yet/ });
  expect(act).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(screen.getByRole('checkbox', { name: /Bring the newer version/ }));
  await userEvent.click(screen.getByRole('button', { name: /Update 1 review/ }));
  expect(applied).toHaveBeenCalledExactlyOnceWith('job-1', { ...plain, update: true });
});

it('asks in the sample where own reviews should go, and reads them again in the own workspace', async () => {
  let sample = true;
  const info = () => Promise.resolve({ ...ownWorkspace, sample });
  const startOwn = vi.fn(() => {
    sample = false;
    return info();
  });
  const { backend, looked, applied } = jobBackend(previewOf(tours), {
    workspace: { info, startOwn },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(await screen.findByRole('button', { name: /Import 1 review/ }));
  expect(applied).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Start my workspace' }));
  expect(startOwn).toHaveBeenCalledOnce();
  await waitFor(() => expect(looked).toHaveBeenCalledTimes(2));
  await userEvent.click(await screen.findByRole('button', { name: /Import 1 review/ }));
  await waitFor(() => expect(applied).toHaveBeenCalledExactlyOnceWith('job-2', plain));
});

it('asks which channels of a chat export are read before it reads any', async () => {
  const user = userEvent.setup();
  const names = ['general', 'inc-linen', 'inc-tours', 'random'];
  const { backend, looked } = jobBackend(previewOf(tours), {
    imports: {
      channelsResult: () => Promise.resolve(names.map((name, i) => ({ name, bytes: 2048 * i }))),
    },
  });
  const { container } = renderScreen(<ImportScreen />, backend);
  await choose();
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Which channels are read', hidden: true }),
  );
  const read = () => dialog.getByRole('button', { name: /^Read/, hidden: true });
  expect(looked).not.toHaveBeenCalled();
  expect(read().getAttribute('aria-disabled')).toBe('true');
  expect(dialog.getByText('6 KB')).toBeTruthy();
  await user.type(dialog.getByRole('textbox', { hidden: true }), '#inc');
  expect(dialog.queryByText('#general')).toBeNull();
  await user.click(dialog.getByRole('checkbox', { name: 'All 2 shown', hidden: true }));
  await user.click(dialog.getByRole('checkbox', { name: /inc-tours/, hidden: true }));
  expect(await seriousFindings(container)).toEqual([]);
  await user.click(read());
  await waitFor(() =>
    expect(looked).toHaveBeenCalledExactlyOnceWith(
      ['/somewhere/tours.md'],
      '',
      [],
      ['inc-linen'],
      {},
    ),
  );
  // Read again, for another zone or as text, it is the same channels.
  await screen.findByRole('listbox', { name: 'Files' });
  expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
});

it('reads nothing where the channels cannot be listed', async () => {
  const channels = vi.fn(() =>
    Promise.reject(new Error('{"code":"unavailable","key":"storage.busy"}')),
  );
  const { backend, looked } = jobBackend(previewOf(tours), { imports: { channels } });
  renderScreen(<ImportScreen />, backend);
  await choose();
  await waitFor(() => expect(channels).toHaveBeenCalled());
  await act(() => Promise.resolve());
  expect(looked).not.toHaveBeenCalled();
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(channels).toHaveBeenCalledTimes(2));
});

it('shows how much of a folder was looked through, and stops it', async () => {
  const cancel = vi.fn(() => Promise.resolve());
  const backend = recordedBackend({
    imports: {
      chooseFolder: () => Promise.resolve('/exports/slack'),
      channels: () => Promise.resolve('job-1'),
      cancel,
    },
  });
  renderScreen(<ImportScreen />, backend);
  await userEvent.click(await screen.findByRole('button', { name: /Choose a folder/ }));
  await screen.findByText('Looking through the files');
  act(() => backend.emit('job.progress', { id: 'job-1', done: 41_200, total: 0, label: '' }));
  expect(await screen.findByText('41,200')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(cancel).toHaveBeenCalledExactlyOnceWith('job-1');
  act(() =>
    backend.emit('job.done', { id: 'job-1', error: '{"code":"cancelled","key":"job.cancelled"}' }),
  );
  expect(await screen.findByText('Bring in a post-mortem')).toBeVisible();
});

it('shows how far the reading is, and stops it', async () => {
  const cancel = vi.fn(() => Promise.resolve());
  const backend = recordedBackend({
    imports: {
      choose: () => Promise.resolve(['/a', '/b', '/c']),
      preview: () => Promise.resolve('job-1'),
      cancel,
    },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  await screen.findByRole('progressbar');
  backend.emit('job.progress', { id: 'job-1', done: 1, total: 3, label: 'b.md' });
  expect(await screen.findByText('1 of 3')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(cancel).toHaveBeenCalledExactlyOnceWith('job-1');
  backend.emit('job.done', {
    id: 'job-1',
    error: JSON.stringify({ code: 'cancelled', key: 'job.cancelled' }),
  });
  expect(await screen.findByRole('button', { name: /Choose post/ })).toBeVisible();
});

it('tells what stands of an import that was stopped', async () => {
  const { backend } = jobBackend(previewOf(tours), {
    imports: { apply: () => Promise.resolve('job-9') },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(await screen.findByRole('button', { name: /Import 1 review/ }));
  await screen.findByRole('progressbar');
  backend.emit('job.done', {
    id: 'job-9',
    error: JSON.stringify({ code: 'cancelled', key: 'job.cancelled' }),
  });
  expect(await screen.findByText(/It ended before all files were done/)).toBeVisible();
  expect(screen.getByRole('link', { name: /Tours were planned twice/ })).toBeVisible();
});

it('says in words why files could not be read, and reads the same files again', async () => {
  let broken = true;
  const { backend, looked } = jobBackend(previewOf(tours), {
    imports: {
      previewResult: () =>
        broken
          ? Promise.reject(new WireError('internal', 'error.internal'))
          : Promise.resolve(previewOf(tours)),
    },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  expect(await screen.findByText('The import did not finish')).toBeVisible();
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('listbox', { name: 'Files' })).toBeVisible();
  expect(looked).toHaveBeenLastCalledWith(['/somewhere/tours.md'], '', [], [], {});
});

it('leaves out the file somebody does not want, and counts it in no other number', async () => {
  const { backend, applied } = jobBackend(previewOf(tours, file('other.md', 'new')));
  const { container } = renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(await screen.findByRole('button', { name: /Leave this file out/ }));
  expect(screen.getByRole('option', { name: /left out/ })).toBeVisible();
  expect(screen.getByText('1 file was left out')).toBeVisible();
  expect(container.querySelector('.import-sum')).toHaveTextContent('1read=1new');
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: /Import 1 review/ }));
  expect(applied).toHaveBeenCalledExactlyOnceWith('job-1', { ...plain, leaveOut: [0] });
});

it('offers the times of the text and adds them only when asked', async () => {
  const prose = file('prose.md', 'new', { told: tours.entries });
  const { backend, applied } = jobBackend(previewOf(prose));
  renderScreen(<ImportScreen />, backend);
  await choose();
  const box = await screen.findByRole('checkbox', { name: /Add 1 time found in the text/ });
  expect(box).not.toBeChecked();
  expect(screen.getByText('Second plan')).toBeVisible();
  await userEvent.click(box);
  await userEvent.click(screen.getByRole('button', { name: /Import 1 review/ }));
  expect(applied).toHaveBeenCalledExactlyOnceWith('job-1', { ...plain, told: [0] });
});

it('leaves out the same file when another has come before it since', async () => {
  const named = (name: string) =>
    file(name, 'new', { ...tours, path: name, sha256: name, told: tours.entries });
  const after = previewOf(named('a.md'), named('b.md'));
  const { backend, applied } = jobBackend(after, {
    imports: {
      previewResult: (id) => Promise.resolve(id === 'job-1' ? previewOf(named('b.md')) : after),
    },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(await screen.findByRole('checkbox', { name: /Add 1 time found/ }));
  await userEvent.click(screen.getByRole('button', { name: /Leave this file out/ }));
  const zone = await screen.findByLabelText('Zone for times that name none');
  await screen.findByRole('option', { name: 'Europe/Amsterdam' });
  await userEvent.selectOptions(zone, 'Europe/Amsterdam');
  expect(await screen.findByRole('option', { name: /a\.md/ })).not.toHaveTextContent('left out');
  expect(screen.getByRole('option', { name: /b\.md.*left out/ })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Import 1 review/ }));
  expect(applied).toHaveBeenCalledExactlyOnceWith('job-2', { ...plain, leaveOut: [1], told: [1] });
});

it('forgets which pieces were left when the file is read otherwise', async () => {
  const piece: ImportPiece = {
    key: 'timeline/+1',
    collection: 'timeline',
    state: 'new',
    words: 'Water again',
    at: '',
    count: 0,
    asks: true,
    changes: [],
  };
  const { backend, applied } = jobBackend(previewOf({ ...newer, told: tours.entries }), {
    imports: { proposal: () => Promise.resolve([piece]) },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(await screen.findByRole('checkbox', { name: /Bring the newer version/ }));
  await userEvent.click(await screen.findByRole('checkbox', { name: /Water again/ }));
  expect(screen.getByText('Left: nothing changes')).toBeVisible();
  // Another entry may be the first new one now.
  await userEvent.click(screen.getByRole('checkbox', { name: /Add 1 time found in the text/ }));
  await userEvent.click(screen.getByRole('button', { name: /Update 1 review/ }));
  expect(applied).toHaveBeenCalledExactlyOnceWith('job-1', { ...plain, update: true, told: [0] });
});

it('reads a file as text all the same when somebody says so', async () => {
  const odd = { ...picture, asText: true, sha256: 'abc' };
  const { backend, looked } = jobBackend(previewOf(odd));
  renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(
    await screen.findByRole('button', { name: /Read it as text all the same/ }),
  );
  await waitFor(() =>
    expect(looked).toHaveBeenLastCalledWith(['/somewhere/tours.md'], '', ['abc'], [], {}),
  );
});

it('marks an owner who is a name, and says how files were read', async () => {
  const notes = [
    { file: 'tours.md', line: 0, key: 'ingest.read_as', params: { encoding: 'Windows-1252' } },
  ];
  const { backend } = jobBackend(previewOf(tours), {
    imports: { applyResult: () => Promise.resolve(result({ notes })) },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  expect(await screen.findByLabelText('A name; it stays on this device')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: /Import 1 review/ }));
  expect(await screen.findByText(/they were read as Windows-1252/)).toBeVisible();
});

it('says of a file in other bytes which review or file has its text', async () => {
  const saved = file('saved.md', 'same_text', { title: 'Known', ref: 'REV-26-CCCCCC' });
  const twin = file('twin.md', 'same_text', { title: 'Tours', twinOf: 'tours.md' });
  const { backend } = jobBackend(previewOf(saved, twin));
  renderScreen(<ImportScreen />, backend);
  await choose();
  expect(await screen.findByText(/REV-26-CCCCCC was made from the same text/)).toBeInTheDocument();
  expect(screen.getAllByText(/the same text is here already/)).toHaveLength(2);
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByText(/The same text as tours.md in other bytes/)).toBeInTheDocument();
});

it('asks whether a file is a newer version, and reads it as somebody says', async () => {
  const twin = file('pay.md', 'asked', { title: 'Payouts', ref: 'REV-26-BBBBBB', sha256: 'ab' });
  const { backend, looked } = jobBackend(previewOf(twin));
  const { container } = renderScreen(<ImportScreen />, backend);
  await choose();
  const act = await screen.findByRole('button', { name: /Nothing chosen yet/ });
  expect(act).toHaveAttribute('aria-disabled', 'true');
  expect(screen.queryByRole('checkbox', { name: /Bring the newer version/ })).toBeNull();
  expect(screen.getByText(/Is this a newer version of REV-26-BBBBBB\?/)).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'A newer version of REV-26-BBBBBB' }));
  await waitFor(() => expect(looked.mock.lastCall?.[4]).toEqual({ ab: true }));
  await userEvent.click(await screen.findByRole('button', { name: 'A review of its own' }));
  await waitFor(() => expect(looked.mock.lastCall?.[4]).toEqual({ ab: false }));
});

it('tells what was updated, and what waits to be decided', async () => {
  const made = { kind: 'review', ref: 'REV-26-BBBBBB', title: 'Payouts', updated: true, asks: 2 };
  const { backend } = jobBackend(previewOf(newer), {
    imports: {
      applyResult: () => Promise.resolve(result({ created: 0, updated: 1, records: [made] })),
    },
  });
  renderScreen(<ImportScreen />, backend);
  await choose();
  await userEvent.click(await screen.findByRole('checkbox', { name: /Bring the newer version/ }));
  await userEvent.click(screen.getByRole('button', { name: /Update 1 review/ }));
  expect(await screen.findByRole('heading', { name: '1 review updated' })).toBeVisible();
  expect(screen.getByRole('link', { name: /2 values differ/ })).toHaveAttribute(
    'href',
    '#/conflicts',
  );
});
