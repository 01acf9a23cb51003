import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { WireError, type Review, type ShownTimes } from '../../backend';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview, entryOf } from '../../testing/review';
import { asStated, backendWith, entries, full } from '../../testing/timeline';
import { Timeline } from './Timeline';

// These screens are large and axe walks all of them: patience, not speed, is at stake.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 10_000 });

/** A screen whose review the test can change as Go would. */
function screenOf(start: Review) {
  let change: (next: Review) => void = () => undefined;
  function Host() {
    const [review, setReview] = useState(start);
    change = setReview;
    return <Timeline review={review} />;
  }
  return { Host, change: (next: Review) => change(next) };
}

const theList = () => screen.findByRole('listbox', { name: 'Entries of the timeline' });
const chosen = () => screen.getByRole('option', { selected: true });

it('shows each entry with its time, kind, role and words, and no serious finding of axe', async () => {
  const { container } = renderScreen(<Timeline review={full} />, backendWith());
  const list = await theList();
  const [a, b, c, d] = within(list).getAllByRole('option');
  expect(a).toHaveTextContent('02:10');
  expect(a).toHaveTextContent('Scheduler');
  expect(within(a as HTMLElement).getByRole('img', { name: 'action' })).toBeVisible();
  expect(b?.querySelector('s')).toHaveTextContent('02:02');
  expect(b).toHaveTextContent('02:20');
  expect(b).toHaveTextContent('Tours appear twice on the route board');
  expect(b).toHaveTextContent('evidence for 1 cause');
  expect(c).toHaveTextContent('about 05:05–05:40');
  expect(d).toHaveTextContent('1?:05');
  expect(within(list).getByText('Sun 25 Oct 2026')).toBeVisible();
  expect(within(list).getByText('Mon 26 Oct 2026')).toBeVisible();
  expect(screen.getByText('Times in Europe/Berlin')).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});

it('tells in the inspector what was corrected, why, and which causes it explains', async () => {
  renderScreen(<Timeline review={full} />, backendWith());
  await theList();
  await userEvent.keyboard('{Home}{ArrowDown}');
  const pane = screen.getByRole('region', { name: 'The entry' });
  expect(pane).toHaveTextContent('two digits were swapped');
  expect(within(pane).getByRole('link', { name: 'The hour exists twice' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/causes?at=k1',
  );
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('region', { name: 'The entry' })).toHaveTextContent('line 31');
});

it('corrects a time with a reason, and says while typing how it is read', async () => {
  const correctTime = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ correctTime }));
  await theList();
  await userEvent.keyboard('{Home}t');
  const field = await screen.findByRole('textbox', { name: 'When it happened' });
  await waitFor(() => expect(field).toHaveFocus());
  expect(field).toHaveValue('2026-10-25 02:10 Europe/Berlin');
  await userEvent.keyboard('02:05');
  expect(await screen.findByText('Read as Sun 25 Oct 2026, 02:05 Europe/Berlin')).toBeVisible();
  await userEvent.type(screen.getByRole('textbox', { name: 'Why (optional)' }), 'log read{Enter}');
  expect(correctTime).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'a',
    '02:05',
    'log read',
    '',
  );
  await waitFor(() => expect(field).not.toBeInTheDocument());
  await waitFor(async () => expect(await theList()).toHaveFocus());
});

it('keeps a time that is refused in its field, under a sentence', async () => {
  const correctTime = () =>
    Promise.reject(new WireError('invalid', 'time.impossible', { raw: '25:99' }));
  renderScreen(<Timeline review={full} />, backendWith({ correctTime }));
  await theList();
  await userEvent.keyboard('{Home}t');
  const field = await screen.findByRole('textbox', { name: 'When it happened' });
  await userEvent.keyboard('25:99{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('no calendar or clock has');
  expect(field).toHaveValue('25:99');
});

it('saves the words of an entry as they are typed', async () => {
  const saveText = vi.fn((_r: string, _p: string, _b: string, text: string) =>
    Promise.resolve({ rev: 2, text, conflict: null }),
  );
  renderScreen(<Timeline review={full} />, backendWith({ saveText }));
  await theList();
  await userEvent.keyboard('{Home}{Enter}');
  const field = await screen.findByRole('textbox', { name: 'Words of the entry' });
  await userEvent.keyboard(' late{Enter}');
  await waitFor(() =>
    expect(saveText).toHaveBeenLastCalledWith(
      'REV-26-AAAAAA',
      'timeline/a/text',
      'Planning run begins',
      'Planning run begins late',
      expect.any(String),
    ),
  );
  expect(field).not.toBeInTheDocument();
});

it('sets kind and role from the keyboard', async () => {
  const setField = vi.fn(() => Promise.resolve({ rev: 2 }));
  const setTyped = vi.fn(() => Promise.resolve({ rev: 3 }));
  renderScreen(<Timeline review={full} />, backendWith({ setField, setTyped }));
  await theList();
  await userEvent.keyboard('{Home}k');
  await screen.findByRole('menu', { name: 'Kind' });
  await userEvent.keyboard('dd{Enter}');
  expect(setField).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'timeline/a/kind', '"declare"', '');
  await waitFor(async () => expect(await theList()).toHaveFocus());
  await userEvent.keyboard('o');
  const role = await screen.findByRole('combobox', { name: 'Role' });
  await waitFor(() => expect(role).toHaveFocus());
  await userEvent.clear(role);
  await userEvent.keyboard('disp{ArrowDown}{Enter}');
  expect(setTyped).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'timeline/a/role',
    JSON.stringify(full.timeline[0]?.role ?? ''),
    '"Dispatcher"',
    '',
  );
});

it('removes an entry, goes on with the next, and brings it back', async () => {
  const removePart = vi.fn(() => Promise.resolve({ rev: 2 }));
  const restorePart = vi.fn(() => Promise.resolve({ rev: 3 }));
  const { Host, change } = screenOf(full);
  renderScreen(<Host />, backendWith({ removePart, restorePart }));
  await theList();
  await userEvent.keyboard('{Home}{Delete}');
  expect(removePart).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'timeline/a', '');
  change({ ...full, rev: 2, timeline: entries.slice(1) });
  await waitFor(() => expect(chosen()).toHaveTextContent('02:20'));
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(restorePart).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'timeline/a', '');
});

it('names the phases above their first entry, with their length in words', async () => {
  const times = () =>
    Promise.resolve<ShownTimes>({
      ...asStated,
      phases: [
        { entry: 'a', from: 'started', to: 'detected', minutes: 10, exact: true },
        { entry: 'b', from: 'detected', to: 'declared', minutes: 103, exact: false },
        { entry: '', from: 'declared', to: 'mitigated', minutes: 4, exact: true },
        { entry: 'c', from: 'mitigated', to: 'resolved', minutes: 35, exact: true },
      ],
    });
  renderScreen(<Timeline review={full} />, backendWith({ times }));
  const list = await theList();
  expect(await within(list).findByText('Undetected')).toBeVisible();
  expect(within(list).getByText('10 min, nobody knows yet')).toBeVisible();
  expect(within(list).getByText('Known').parentElement).toHaveTextContent(
    'about 1 h 43 min until somebody declares',
  );
  expect(within(list).queryByText('Contain')).toBeNull();
  expect(within(list).getByText('Recover').parentElement).toHaveTextContent('Recover 35 min');
});

it('says beside the count how long nobody told anything', async () => {
  const silences = [
    { after: 'a', before: 'b', minutes: 12, at: '2026-10-25T02:15:00+02:00', least: 10 },
    { after: 'b', before: 'c', minutes: 19, at: '2026-10-25T02:40:00+01:00', least: 10 },
  ];
  const times = () => Promise.resolve<ShownTimes>({ ...asStated, silences });
  renderScreen(<Timeline review={full} />, backendWith({ times }));
  expect(await screen.findByText(/^19.min silent from 02:40$/)).toBeVisible();
});

it('tells how the incident was led, and leads to the entry it asks about', async () => {
  const handling = [
    { text: 'Somebody was in command for 88.9 % of the incident.', about: '', asks: false },
    { text: 'Nobody was in command for 15 min: 09:55–10:00.', about: 'timeline/c', asks: true },
  ];
  const times = () => Promise.resolve<ShownTimes>({ ...asStated, handling });
  renderScreen(<Timeline review={full} />, backendWith({ times }));
  const told = await screen.findByRole('list', { name: 'How the handling was led' });
  expect(within(told).getAllByRole('listitem')).toHaveLength(2);
  expect(within(told).getAllByRole('button')).toHaveLength(1);
  await userEvent.click(within(told).getByRole('button', { name: /^Nobody was in command/ }));
  const list = await theList();
  expect(list).toHaveFocus();
  expect(within(list).getByRole('option', { selected: true })).toHaveTextContent('Depot calls');
});

it('says which workstream an entry belongs to, from those that others have', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  const timeline = entries.map((e) => (e.id === 'b' ? { ...e, workstream: 'Database' } : e));
  renderScreen(<Timeline review={{ ...full, timeline }} />, backendWith({ setTyped }));
  const list = await theList();
  expect(within(list).getByText('Dispatcher · Database')).toBeVisible();
  await userEvent.keyboard('{Home}w');
  const field = await screen.findByRole('combobox', { name: 'Workstream' });
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.keyboard('Network{Enter}');
  await waitFor(() =>
    expect(setTyped).toHaveBeenCalledWith(full.ref, 'timeline/a/workstream', '""', '"Network"', ''),
  );
});

it('filters by words, role and kind, and says how many fit', async () => {
  renderScreen(<Timeline review={full} />, backendWith());
  await theList();
  await userEvent.keyboard('/dispatcher');
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
  expect(screen.getByText('1 of 4 entries')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(await theList()).toHaveFocus();
});

it('says in its head whether times stand in zones of their own or in none', async () => {
  const times = () => Promise.resolve({ ...asStated, zone: '' });
  const several = entries.map((e, i) => (i === 0 ? { ...e, zone: 'CET' } : e));
  const { unmount } = renderScreen(
    <Timeline review={{ ...full, timeline: several, incident: { ...full.incident, zone: '' } }} />,
    backendWith({ times }),
  );
  expect(await screen.findByText('Times as stated, each in its own zone')).toBeVisible();
  unmount();
  const bare = entries.map((e) => ({ ...e, at: e.at.slice(0, 19), zone: '' }));
  renderScreen(
    <Timeline review={{ ...full, timeline: bare, incident: { ...full.incident, zone: '' } }} />,
    backendWith({ times }),
  );
  expect(await screen.findByText('Times as stated, no zone')).toBeVisible();
});

it('names the zone of each row where they differ, and of none where all share one', async () => {
  const times = () => Promise.resolve({ ...asStated, zone: '' });
  const zoned = (zones: string[]) => ({
    ...full,
    incident: { ...full.incident, zone: '' },
    timeline: zones.map((zone, i) =>
      entryOf({
        id: `z${i}`,
        text: 'Oven on',
        at: `2026-10-25T10:00:00${zone ? (i === 0 ? '+05:30' : '+01:00') : ''}`,
        zone,
      }),
    ),
  });
  const { unmount } = renderScreen(
    <Timeline review={zoned(['+05:30', 'CET', 'Europe/Berlin', ''])} />,
    backendWith({ times }),
  );
  const rows = async () =>
    within(await theList())
      .getAllByRole('option')
      .map((o) => o.querySelector('.entry-time')?.textContent);
  await waitFor(async () =>
    expect(await rows()).toEqual(['10:00 +05:30', '10:00 CET', '10:00 +01:00', '10:00']),
  );
  unmount();
  renderScreen(<Timeline review={zoned(['CET', 'CET'])} />, backendWith({ times }));
  await screen.findByText('Times in CET');
  expect(await rows()).toEqual(['10:00', '10:00']);
});

it('offers no strip where the window has no room for it', async () => {
  const strip = vi.fn(() => Promise.resolve('{"shown":false,"scene":null}'));
  const media = vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) =>
      ({
        matches: query.includes('max-height'),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      }) as unknown as MediaQueryList,
  );
  const { registry } = renderScreen(<Timeline review={full} />, backendWith({ strip }));
  await theList();
  const offered = () => registry.available().some((c) => c.id === 'timeline.strip');
  expect(screen.queryByRole('button', { name: /strip/i })).toBeNull();
  expect(offered()).toBe(false);
  expect(strip).not.toHaveBeenCalled();
  media.mockRestore();
});

it('shows times in another zone as Go gives them', async () => {
  const times = vi.fn((_ref: string, mode: string) =>
    Promise.resolve(
      mode === 'utc'
        ? {
            zone: 'UTC',
            times: { a: { at: '2026-10-25T00:10:00Z', end: '' } },
            phases: [],
            after: '',
            silences: [],
            handling: [],
          }
        : asStated,
    ),
  );
  const strip = vi.fn<(ref: string, width: number, mode: string) => Promise<string>>(() =>
    Promise.resolve('{"shown":false,"scene":null}'),
  );
  renderScreen(<Timeline review={full} />, backendWith({ times, strip }));
  await theList();
  expect(strip.mock.lastCall?.[2]).toBe('incident');
  await userEvent.keyboard('z');
  expect(await screen.findByText('Times in UTC')).toBeVisible();
  expect(screen.getAllByRole('option')[0]).toHaveTextContent('00:10');
  expect(strip.mock.lastCall?.[2]).toBe('utc');
});

it('keeps at most two hundred rows of ten thousand in the page', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) =>
    entryOf({ id: `e${i}`, text: `Event number ${i}` }),
  );
  renderScreen(<Timeline review={emptyReview({ timeline: many })} />, backendWith());
  const list = await theList();
  expect(within(list).getAllByRole('option').length).toBeGreaterThan(5);
  expect(within(list).getAllByRole('option').length).toBeLessThanOrEqual(200);
  await userEvent.keyboard('{End}');
  expect(screen.getByRole('region', { name: 'The entry' })).toHaveTextContent('Event number 9999');
});

it('teaches how a line begins while there is nothing yet', async () => {
  const { container } = renderScreen(<Timeline review={emptyReview()} />, backendWith());
  expect(await screen.findByRole('heading', { name: 'No entries yet' })).toBeVisible();
  expect(screen.getByText('22:09–22:31')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Next entry' })).toBeVisible();
  expect(await seriousFindings(container)).toEqual([]);
});
