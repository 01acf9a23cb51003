import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { parseError, type Calendar, type CalendarDay, type CalendarLimit } from '../../../backend';
import { recordedBackend } from '../../../testing/recorded';
import { renderScreen, seriousFindings } from '../../../testing/render';
import { Calendars } from './Calendars';

const day = (i: number): CalendarDay => {
  const date = new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
  const holiday = date === '2026-01-06';
  return {
    date,
    state: holiday ? 'holiday' : 'open',
    minutes: holiday ? 0 : 480,
    real: date === '2026-03-29' ? 420 : holiday ? 0 : 480,
    name: holiday ? 'Kings' : '',
    hours: holiday ? [] : ['09:00-17:00'],
    periods: date === '2026-11-27' ? [0] : [],
  };
};
const office: Calendar = {
  ref: 'CAL-26-AAAAAA',
  title: 'Office',
  zone: 'Europe/Madrid',
  validFrom: '',
  validTo: '',
  note: '',
  version: '0123456789ab',
  trashed: false,
  week: [{ id: 'w', day: 'monday', from: '09:00', to: '17:00' }],
  holidays: [{ id: 'h', on: '2026-01-06', name: 'Kings', yearly: true, until: '' }],
  exceptions: [],
  periods: [
    {
      id: 'p',
      kind: 'peak',
      name: 'Sale',
      begin: '',
      end: '',
      firstDay: '2026-11-27',
      lastDay: '2026-11-27',
      hours: [],
      weight: 300,
      urgency: 1,
    },
  ],
  year: 2026,
  days: Array.from({ length: 365 }, (_, i) => day(i)),
  findings: [
    {
      place: 0,
      level: 'notice',
      key: 'calendar.lint_endless',
      path: 'holidays/h',
      message: 'Kings has no end.',
      fix: 'End it on 2031-12-31',
    },
  ],
  due: [
    {
      length: '24h',
      at: '2026-11-26T09:00:00+01:00',
      explained: '24 h on a calendar with 8-hour days are 3 working days.',
      problem: '',
    },
  ],
  at: '2026-11-23T09:00:00+01:00',
  aside: [
    {
      id: 'x',
      line: 18,
      title: 'Patches',
      message: 'Put aside: 2026-10-25 02:30 exists twice.',
      asks: 'pick',
      alike: 2,
      earlier: '02:30 +02:00',
      later: '02:30 +01:00',
      text: 'BEGIN:VEVENT',
    },
  ],
  asideLeft: 0,
  liesIn: '',
  picks: false,
  stopped: '',
};

function shown(more: object = {}) {
  return renderScreen(<Calendars record={undefined} />, backendOf(more));
}

function backendOf(more: object) {
  return recordedBackend({
    calendars: {
      list: () =>
        Promise.resolve([
          { ref: office.ref, title: office.title, zone: office.zone, trashed: false },
        ]),
      get: () => Promise.resolve(office),
      ...more,
    },
    reviews: { zones: () => Promise.resolve(['Europe/Madrid']) },
  });
}

it('goes through the year by keys, and says of each day what the picture shows', async () => {
  shown();
  const grid = await screen.findByRole('grid', { name: 'The year 2026' });
  expect(within(grid).getAllByRole('row')).toHaveLength(12);
  grid.querySelector<HTMLElement>('[data-day="0"]')?.focus();
  for (let i = 0; i < 5; i++) await userEvent.keyboard('{ArrowRight}');
  expect(document.activeElement).toHaveAccessibleName(/6 Jan 2026: holiday · Kings/);
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toHaveAccessibleName(/6 Feb 2026/);
  await userEvent.keyboard('{End}');
  expect(document.activeElement).toHaveAccessibleName(/31 Dec 2026/);
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toHaveAccessibleName(/31 Dec 2026/);
});

it('lists the days that are not what their weekday is', async () => {
  const { container } = shown();
  await userEvent.click(await screen.findByRole('radio', { name: 'List' }));
  const table = await screen.findByRole('table', { name: 'The year 2026' });
  expect(within(table).getAllByRole('row')).toHaveLength(4);
  expect(table).toHaveTextContent('Peak: Sale');
  expect(table).toHaveTextContent('the clocks change: 7:00 h instead of 8:00');
  expect(await seriousFindings(container)).toEqual([]);
});

it('puts a finding right by one key', async () => {
  const fix = vi.fn(() => Promise.resolve({ rev: 2 }));
  shown({ fix });
  await screen.findByText('Kings has no end.');
  await userEvent.keyboard('f');
  await waitFor(() =>
    expect(fix).toHaveBeenCalledWith(
      office.ref,
      2026,
      0,
      'calendar.lint_endless',
      'holidays/h',
      '',
    ),
  );
});

it('takes the last step back by the key that does so everywhere', async () => {
  const undo = vi.fn(() =>
    Promise.resolve({
      done: true,
      ref: office.ref,
      path: '',
      rev: 3,
      label: { key: 'history.calendar.fix', params: {} },
    }),
  );
  renderScreen(
    <Calendars record={office.ref} />,
    recordedBackend({
      calendars: { list: () => Promise.resolve([office]), get: () => Promise.resolve(office) },
      records: { undo },
    }),
  );
  await screen.findByText('Kings has no end.');
  await userEvent.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(undo).toHaveBeenCalledWith(office.ref, ''));
  expect(await screen.findByText('Undone: Finding answered')).toBeVisible();
});

it('changes an entry as one step, and takes away what was emptied', async () => {
  const set = vi.fn(() => Promise.resolve({ rev: 2 }));
  shown({ set });
  await userEvent.click(await screen.findByRole('button', { name: /Sale/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Period' });
  await userEvent.clear(within(dialog).getByRole('textbox', { name: 'Last day' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(set).toHaveBeenCalledOnce());
  const [ref, values] = set.mock.calls[0] as unknown as [string, string];
  expect(ref).toBe(office.ref);
  // What was not touched is not sent: somebody else may have changed it meanwhile.
  expect(JSON.parse(values)).toEqual([
    { path: 'periods/p/last_day', base: '2026-11-27', value: null },
  ]);
});

it('writes over what somebody else changed only once it was seen', async () => {
  const told = { code: 'conflict', key: 'record.changed_since', params: { field: 'name' } };
  const set = vi.fn((_ref: string, values: string) =>
    values.includes('"base":"Sale"')
      ? Promise.reject(parseError(JSON.stringify(told)))
      : Promise.resolve({ rev: 3 }),
  );
  let name = 'Sale';
  const theirs = () => ({
    ...office,
    periods: office.periods.map((p) => ({ ...p, name })),
  });
  const { container } = shown({ set, get: () => Promise.resolve(theirs()) });
  await userEvent.click(await screen.findByRole('button', { name: /Sale/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Period' });
  const field = within(dialog).getByRole('textbox', { name: 'Name' });
  await userEvent.clear(field);
  await userEvent.type(field, 'Winter sale');
  name = 'Black Friday';
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByText(/Somebody else has changed this/)).toBeVisible();
  expect(field).toHaveValue('Winter sale');
  expect(await seriousFindings(container)).toEqual([]);
});

it('settles what a file put aside by what a person says of it', async () => {
  const settle = vi.fn(() => Promise.resolve({ rev: 2 }));
  const { container } = shown({ settle });
  expect(await screen.findByText('Put aside (1)')).toBeVisible();
  await userEvent.keyboard('s');
  const dialog = await screen.findByRole('dialog', { name: 'Settle: Patches' });
  expect(await seriousFindings(container)).toEqual([]);
  // Nobody has said which: nothing is taken before somebody does.
  const which = within(dialog).getByRole('combobox', { name: 'Which of the two' });
  expect(which).toHaveDisplayValue('Choose');
  const take = within(dialog).getByRole('button', { name: 'Take it into the calendar' });
  await userEvent.click(take);
  expect(settle).not.toHaveBeenCalled();
  expect(within(dialog).getByRole('option', { name: /earlier one: 02:30 \+02:00/ })).toBeVisible();
  await userEvent.selectOptions(which, 'The later one: 02:30 +01:00');
  await userEvent.click(
    within(dialog).getByRole('checkbox', { name: /2 others that ask the same/ }),
  );
  await userEvent.click(take);
  const answer = { form: '', zone: '', pick: 'later', text: '', alike: true };
  await waitFor(() => expect(settle).toHaveBeenCalledWith(office.ref, 'x', answer, ''));
});

it('tells calendars of one name apart, and shows no text of a file before it is asked for', async () => {
  const text = 'BEGIN:VEVENT\nRRULE:FREQ=HOURLY\nEND:VEVENT';
  const aside = [
    {
      id: 'x',
      line: 3,
      title: 'Patches',
      message: 'Put aside.',
      asks: '',
      text,
      alike: 0,
      earlier: '',
      later: '',
    },
  ] as const;
  const { container } = shown({ get: () => Promise.resolve({ ...office, aside: [...aside] }) });
  const row = await screen.findByRole('option', { name: new RegExp(office.title, 'u') });
  expect(row).toHaveTextContent(`${office.zone}${office.ref}`);
  await screen.findByText('Put aside (1)');
  await userEvent.keyboard('s');
  const dialog = await screen.findByRole('dialog', { name: 'Settle: Patches' });
  expect(within(dialog).getByRole('textbox', { name: 'Text of the entry' })).not.toBeVisible();
  const take = within(dialog).getByRole('button', { name: 'Take it into the calendar' });
  expect(take).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(within(dialog).getByText('As it stands in the file'));
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Text of the entry' }), ' ');
  expect(take).not.toHaveAttribute('aria-disabled', 'true');
  expect(await seriousFindings(container)).toEqual([]);
});

it('begins at today, and clears the note about what stayed in a file', async () => {
  const set = vi.fn(() => Promise.resolve({ rev: 2 }));
  shown({ set, get: () => Promise.resolve({ ...office, findings: [], asideLeft: 4 }) });
  expect(await screen.findByRole('gridcell', { name: /23 Nov 2026/ })).toHaveAttribute(
    'tabindex',
    '0',
  );
  expect(screen.getByText('Nothing else here needs a person.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'I have looked there: clear this' }));
  const seen = JSON.stringify([{ path: 'aside_left', base: 4, value: null }]);
  expect(set).toHaveBeenCalledWith(office.ref, seen, '');
});

it('asks which calendar of a file is meant', async () => {
  const of = { ref: '', title: 'all.ics', file: 'all.ics', read: 0, taken: 0, entries: [] };
  const take = vi.fn(() =>
    Promise.resolve({ ...of, known: false, same: 0, closed: 0, nights: 0, names: ['North', ''] }),
  );
  shown({ choose: () => Promise.resolve('/home/a/all.ics'), import: take });
  await screen.findByRole('grid');
  await userEvent.keyboard('i');
  const dialog = await screen.findByRole('dialog', { name: 'all.ics holds several calendars' });
  const which = within(dialog).getByRole('combobox', { name: 'Which one is meant' });
  await userEvent.selectOptions(which, 'The 2. of the file, without a name');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Import this one' }));
  await waitFor(() => expect(take).toHaveBeenLastCalledWith('/home/a/all.ics', '', '', 2, ''));
});

it('says what was taken of a file and what was put aside', async () => {
  shown({
    choose: () => Promise.resolve('/home/a/plant.ics'),
    import: () =>
      Promise.resolve({
        ref: '',
        title: 'plant',
        file: 'plant.ics',
        read: 1,
        taken: 0,
        entries: [{ line: 7, title: 'Lost', aside: true, message: 'Put aside: no zone' }],
        known: false,
        same: 0,
        closed: 0,
        nights: 0,
        names: [],
      }),
  });
  await screen.findByRole('grid');
  await userEvent.keyboard('i');
  const dialog = await screen.findByRole('dialog', { name: /Nothing could be taken/ });
  expect(dialog).toHaveTextContent('plant.ics: 1 entries read, 0 taken, 1 put aside.');
  expect(dialog).toHaveTextContent('7LostPut aside: no zone');
});

it('begins with what a calendar is for', async () => {
  const { container } = renderScreen(
    <Calendars record={undefined} />,
    recordedBackend({ calendars: { list: () => Promise.resolve([]) } }),
  );
  await screen.findByRole('heading', { name: 'When is somebody there?' });
  expect(await seriousFindings(container)).toEqual([]);
});

it('says in which peak something would be opened', async () => {
  const liesIn = 'In Sale (Peak). Things are 1 level more urgent at this time.';
  shown({ get: () => Promise.resolve({ ...office, liesIn }) });
  expect(await screen.findByText(liesIn)).toBeVisible();
});

it('names the limits that hang on the calendar, and how an edit moved their ends', async () => {
  const end = (day: string) => ({
    utc: `${day}T21:30:00Z`,
    case: `${day} 17:30 EDT`,
    here: `${day} 21:30 UTC`,
    day,
    whole: false,
    left: 60,
  });
  const limit = {
    ref: 'OBL-26-AAAAAA',
    rules: 'SEC 8-K',
    about: 'Gate readers offline',
    step: 'Form 8-K',
    sure: true,
    end: end('2026-06-24'),
    before: null,
  };
  const other = { ...limit, ref: 'OBL-26-BBBBBB', step: 'Notice', sure: false };
  let list: CalendarLimit[] = [other, limit];
  const asked = vi.fn((_ref: string, since: string) =>
    Promise.resolve({ since: since || 'as it was', limits: list }),
  );
  const backend = backendOf({ limits: asked });
  const { container } = renderScreen(<Calendars record={undefined} />, backend);
  expect(await screen.findByText('2 limits that run are counted by this calendar.')).toBeVisible();
  list = [other, { ...limit, end: end('2026-06-25'), before: end('2026-06-24') }];
  backend.emit('review.changed', { ref: office.ref, rev: 2, origin: '' });
  expect(
    await screen.findByText('1 limit that runs ends otherwise since this page was opened.'),
  ).toBeVisible();
  expect(asked.mock.lastCall).toEqual([office.ref, 'as it was']);
  expect(screen.getByText('Wed 24 Jun 2026, 17:30 EDT → Thu 25 Jun 2026, 17:30 EDT')).toBeVisible();
  expect(screen.getByText('projected Wed 24 Jun 2026, 17:30 EDT')).toBeVisible();
  // What moved comes first.
  const ways = within(screen.getByRole('note')).getAllByRole('link');
  expect(ways.map((a) => a.getAttribute('href'))).toEqual([
    '#/governance/obligations/OBL-26-AAAAAA',
    '#/governance/obligations/OBL-26-BBBBBB',
  ]);
  expect(await seriousFindings(container)).toEqual([]);
});
