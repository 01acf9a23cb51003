import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WireError, type Backend, type Review, type TimeStatement } from '../../backend';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview, entryOf, factorOf } from '../../testing/review';
import { Overview } from './Overview';

// These screens are large and axe walks all of them: patience, not speed, is at stake.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 10_000 });

// The editor measures its text; jsdom has no layout to measure.
beforeEach(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});
afterEach(() => {
  Reflect.deleteProperty(Range.prototype, 'getClientRects');
});

const at = (clock: string): TimeStatement => ({
  at: `2026-10-25T${clock}:00+02:00`,
  zone: 'Europe/Berlin',
  precision: 'minute',
});
const full = emptyReview({
  zone: 'Europe/Berlin',
  services: ['Route Board', 'Tour Planner'],
  started: at('02:10'),
  detected: at('02:20'),
  sections: [
    { key: 'summary', title: '', text: 'Two **runs** in one hour.' },
    { key: 'weather', title: 'Weather that night', text: 'Clear.', kept: true },
  ],
  participants: [{ id: 'p1', role: 'Dispatcher', actor: 'x', name: 'K. Berger', rank: 'V' }],
  durations: [
    { from: 'started', to: 'detected', minutes: 10, exact: false, stated: 'a quarter of an hour' },
    { from: 'detected', to: 'resolved', minutes: -5, exact: true, problem: 'end_before_start' },
  ],
  findings: [
    {
      id: 'f1',
      level: 'finding',
      key: 'ingest.out_of_order',
      params: { time: '02:10', before: '02:20' },
      about: 'timeline/a',
      line: 34,
      state: 'open',
      rank: 'V',
    },
  ],
});
const asking = emptyReview({
  findings: [
    {
      id: 'z1',
      level: 'question',
      key: 'ingest.zone_missing',
      params: { count: '12' },
      state: 'open',
      rank: 'V',
    },
  ],
});

function backendWith(reviews: Partial<Backend['reviews']> = {}) {
  return recordedBackend({
    reviews: {
      zones: () => Promise.resolve(['Europe/Berlin', 'Europe/Lisbon', 'America/New_York']),
      checkTime: (_, _path, text) =>
        Promise.resolve({
          ok: text === '02:15',
          statement: at('02:15'),
          key: text === '02:15' ? '' : 'time.unreadable',
          params: { raw: text },
        }),
      ...reviews,
    },
  });
}
function screenOf(start: Review) {
  let change: (next: Review) => void = () => undefined;
  function Host() {
    const [review, setReview] = useState(start);
    change = setReview;
    return <Overview review={review} />;
  }
  return { Host, change: (next: Review) => change(next) };
}
/** Other toasts of the window may still stand: the way back is that of this one. */
async function takeBack(text: string) {
  const toast = (await screen.findByText(text)).closest('.toast');
  await userEvent.click(within(toast as HTMLElement).getByRole('button', { name: 'Undo' }));
}
const facts = () => screen.findByRole('region', { name: 'Facts' });

it('says what a review says about itself, and no serious finding of axe', async () => {
  const { container } = renderScreen(<Overview review={full} />, backendWith());
  const pane = await facts();
  expect(pane).toHaveTextContent('Route Board');
  expect(within(pane).getByRole('button', { name: /^Started/ })).toHaveTextContent(
    'Sun 25 Oct 2026, 02:10',
  );
  expect(pane).toHaveTextContent('Started to detected');
  expect(pane).toHaveTextContent('about 10 min');
  expect(pane).toHaveTextContent('the source says a quarter of an hour');
  expect(within(pane).getByText('K. Berger')).toBeVisible();
  expect(within(pane).getByRole('img', { name: /this machine only/ })).toBeVisible();
  expect(pane).toHaveTextContent('line 34');
  expect(within(pane).getByRole('link', { name: 'show it' })).toHaveAttribute(
    'href',
    '#/reviews/REV-26-AAAAAA/timeline?at=a',
  );
  expect(screen.getByRole('heading', { name: 'Summary' })).toBeVisible();
  expect(screen.getByText('kept')).toBeVisible();
  await screen.findByText('runs');
  expect(await seriousFindings(container)).toEqual([]);
});

it('takes a time where it stands, and says while typing how it is read', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(<Overview review={full} />, backendWith({ setTyped }));
  await userEvent.click(await screen.findByRole('button', { name: /^Detected ?Sun/ }));
  const field = await screen.findByRole('textbox', { name: 'Detected' });
  expect(field).toHaveValue('2026-10-25 02:20 Europe/Berlin');
  await userEvent.clear(field);
  await userEvent.type(field, 'half past');
  expect(await screen.findByRole('alert')).toHaveTextContent('could not be read as a time');
  await userEvent.clear(field);
  await userEvent.type(field, '02:15');
  expect(await screen.findByText(/^Read as Sun 25 Oct 2026, 02:15/)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(setTyped).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'detected',
    JSON.stringify(full.detected),
    '"02:15"',
    '',
  );
  await waitFor(() => expect(field).not.toBeInTheDocument());
});

it('shows a day and a zone nobody stated as such with what says them', async () => {
  const derived = emptyReview({
    date: '',
    incident: { date: '2026-11-20', date_from: 'started', zone: 'CET', zone_from: 'entries' },
  });
  renderScreen(<Overview review={derived} />, backendWith());
  const date = await screen.findByRole('button', { name: /^Date/ });
  expect(date).toHaveTextContent('Fri 20 Nov 2026, from Started');
  expect(screen.getByText('CET, from the timeline')).toBeVisible();
  await userEvent.click(date);
  // What nobody stated is not in the field.
  expect(await screen.findByRole('textbox', { name: 'Date' })).toHaveValue('');
});

it('keeps what cannot be saved in its field, and gives it back on Escape', async () => {
  const setTyped = () =>
    Promise.reject(new WireError('invalid', 'record.field_not_date', { value: 'soon' }));
  renderScreen(<Overview review={full} />, backendWith({ setTyped }));
  await userEvent.click(await screen.findByRole('button', { name: /^Date/ }));
  const field = await screen.findByRole('textbox', { name: 'Date' });
  await userEvent.clear(field);
  await userEvent.type(field, 'soon{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('is no date of the calendar');
  expect(field).toHaveValue('soon');
  await userEvent.keyboard('{Escape}');
  const button = await screen.findByRole('button', { name: /^Date/ });
  expect(button).toHaveTextContent('Sun 25 Oct 2026');
  expect(button).toHaveFocus();
});

it('adds a service and takes one out', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(<Overview review={full} />, backendWith({ setTyped }));
  await userEvent.click(await screen.findByRole('button', { name: 'Add a service' }));
  await userEvent.keyboard('Gate{Enter}');
  expect(setTyped).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'services',
    '["Route Board","Tour Planner"]',
    '["Route Board","Tour Planner","Gate"]',
    '',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Remove Route Board' }));
  // The screen does not show the new one yet: it stays all the same.
  await waitFor(() =>
    expect(setTyped).toHaveBeenLastCalledWith(
      'REV-26-AAAAAA',
      'services',
      '["Route Board","Tour Planner","Gate"]',
      '["Tour Planner","Gate"]',
      '',
    ),
  );
});

it('asks for the zone, offers the names, and says that it was answered', async () => {
  const answerQuestion = vi.fn(() => Promise.resolve({ rev: 2 }));
  const { container } = renderScreen(<Overview review={asking} />, backendWith({ answerQuestion }));
  const note = await screen.findByRole('region', { name: 'Question about the time zone' });
  expect(note).toHaveTextContent('Times without a time zone in the source: 12.');
  const field = within(note).getByRole('combobox', { name: 'Time zone' });
  await waitFor(async () => {
    await userEvent.clear(field);
    await userEvent.type(field, 'lisb');
    expect(screen.getByRole('option', { name: 'Europe/Lisbon' })).toBeVisible();
  });
  expect(await seriousFindings(container)).toEqual([]);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(answerQuestion).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'z1',
    'Europe/Lisbon',
    '',
  );
  expect(await screen.findByText('Times without a zone are read as Europe/Lisbon')).toBeVisible();
});

it('keeps a zone nobody knows in the field, and lets the question stay open', async () => {
  const answerQuestion = vi.fn((_r: string, _f: string, answer: string) =>
    answer === 'dismiss'
      ? Promise.resolve({ rev: 2 })
      : Promise.reject(new WireError('invalid', 'time.zone_unknown', { zone: answer })),
  );
  renderScreen(<Overview review={asking} />, backendWith({ answerQuestion }));
  const note = await screen.findByRole('region', { name: 'Question about the time zone' });
  const field = within(note).getByRole('combobox', { name: 'Time zone' });
  await userEvent.type(field, 'Middle Earth{Enter}');
  expect(await within(note).findByRole('alert')).toHaveTextContent(
    '"Middle Earth" is no time zone',
  );
  expect(field).toHaveValue('Middle Earth');
  await userEvent.click(within(note).getByRole('button', { name: 'Leave it open' }));
  expect(answerQuestion).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'z1', 'dismiss', '');
});

it('puts a finding aside and opens it again', async () => {
  const answerQuestion = vi.fn(() => Promise.resolve({ rev: 2 }));
  const setField = vi.fn(() => Promise.resolve({ rev: 3 }));
  renderScreen(<Overview review={full} />, backendWith({ answerQuestion, setField }));
  await userEvent.click(await screen.findByRole('button', { name: 'Put aside' }));
  expect(answerQuestion).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'f1', 'dismiss', '');
  await takeBack('Put aside');
  expect(setField).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'findings/f1/state',
    '"open"',
    '',
  );
});

it('moves, renames and removes a section from the keyboard', async () => {
  const movePart = vi.fn(() => Promise.resolve({ rev: 2 }));
  const setTyped = vi.fn(() => Promise.resolve({ rev: 3 }));
  const removePart = vi.fn(() => Promise.resolve({ rev: 4 }));
  const restorePart = vi.fn(() => Promise.resolve({ rev: 5 }));
  renderScreen(
    <Overview review={full} />,
    backendWith({ movePart, setTyped, removePart, restorePart }),
  );
  const block = await screen.findByRole('region', { name: 'Weather that night' });
  block.focus();
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(movePart).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'sections/weather', '', '');
  await userEvent.keyboard('{F2}');
  const title = await screen.findByRole('textbox', { name: 'Title of the section' });
  await waitFor(() => expect(title).toHaveFocus());
  await userEvent.keyboard('Weather{Enter}');
  expect(setTyped).toHaveBeenLastCalledWith(
    'REV-26-AAAAAA',
    'sections/weather/title',
    '"Weather that night"',
    '"Weather"',
    '',
  );
  await waitFor(() => expect(block).toHaveFocus());
  await userEvent.keyboard('{Delete}');
  expect(removePart).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'sections/weather', '');
  await takeBack('“Weather that night” removed');
  expect(restorePart).toHaveBeenLastCalledWith('REV-26-AAAAAA', 'sections/weather', '');
});

it('leads from the menu of a section to what became of it', async () => {
  const view = renderScreen(<Overview review={full} />, backendWith());
  await userEvent.click(await screen.findByRole('button', { name: 'Acts on Summary' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: /Its history/ }));
  await waitFor(() => expect(view.path()).toBe(`/reviews/${full.ref}/history`));
});

it('opens a text with Enter and leaves it with Escape, the block in focus again', async () => {
  renderScreen(<Overview review={full} />, backendWith());
  const block = await screen.findByRole('region', { name: 'Summary' });
  block.focus();
  await userEvent.keyboard('{Enter}');
  const editor = await screen.findByRole('textbox', { name: 'Summary' });
  expect(editor).toHaveTextContent('Two **runs** in one hour.');
  editor.focus();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(editor).not.toBeInTheDocument());
  expect(block).toHaveFocus();
});

it('says that private notes stay here, and shows those of another window', async () => {
  const { Host, change } = screenOf(full);
  renderScreen(<Host />, backendWith());
  await facts();
  expect(screen.getByText('Only on this machine: never shared, never in a report.')).toBeVisible();
  change({ ...full, private_notes: 'Ask again on Monday.' });
  expect(await screen.findByText('Ask again on Monday.')).toBeVisible();
});

it('leaves out a heading whose content stands in another step, and keeps other empty ones', async () => {
  const sections = ['summary', 'timeline', 'actions', 'luck'].map((key) => ({
    key,
    title: '',
    text: '',
  }));
  const factors = [factorOf({ id: 'f', text: 'The strip was looked at', kind: 'luck' })];
  const timeline = [entryOf({ id: 'a', text: 'Planning run begins' })];
  renderScreen(<Overview review={emptyReview({ sections, factors, timeline })} />, backendWith());
  await facts();
  expect(screen.getByRole('heading', { name: 'Summary' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Actions' })).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'Timeline' })).toBeNull();
  expect(screen.queryByRole('heading', { name: 'Where luck helped' })).toBeNull();
});

it('keeps private notes on this machine, also the first ones', async () => {
  const saveText = vi.fn((_r: string, _p: string, _b: string, text: string) =>
    Promise.resolve({ rev: 2, text, conflict: null }),
  );
  renderScreen(<Overview review={full} />, backendWith({ saveText }));
  const pane = await facts();
  expect(pane).toHaveTextContent('never shared, never in a report');
  await userEvent.click(within(pane).getByRole('button', { name: 'Edit private notes' }));
  const field = await within(pane).findByRole('textbox', { name: 'Private notes' });
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.keyboard('Ask the depot{Escape}');
  await waitFor(() =>
    expect(saveText).toHaveBeenCalledWith(
      'REV-26-AAAAAA',
      'private_notes',
      '',
      'Ask the depot',
      expect.any(String),
    ),
  );
});

it('keeps a title of a text that is typed when the screen goes', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  const view = renderScreen(<Overview review={full} />, backendWith({ setTyped }));
  (await screen.findByRole('region', { name: 'Weather that night' })).focus();
  await userEvent.keyboard('{F2}');
  await userEvent.type(
    await screen.findByRole('textbox', { name: 'Title of the section' }),
    ' in May',
  );
  view.unmount();
  expect(setTyped).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'sections/weather/title',
    '"Weather that night"',
    '"Weather that night in May"',
    '',
  );
});

it('tells a stated length of time whose key times are not known, and none of them twice', async () => {
  renderScreen(
    <Overview
      review={emptyReview({
        durations: [
          {
            from: 'started',
            to: 'resolved',
            minutes: 90,
            exact: true,
            stated: 'an hour and a half',
          },
        ],
        stated_durations: [
          {
            id: 'a',
            label: 'Time to detection',
            text: '5 minutes',
            minutes: 5,
            has_size: true,
            from: 'started',
            to: 'detected',
            rank: 'a',
          },
          {
            id: 'b',
            label: 'Length of the outage',
            text: 'an hour and a half',
            minutes: 90,
            has_size: true,
            from: 'started',
            to: 'resolved',
            rank: 'b',
          },
        ],
      })}
    />,
    recordedBackend(),
  );
  const claim = (await screen.findByText('Time to detection')).parentElement;
  expect(claim).toHaveTextContent('5 minutes');
  expect(claim).toHaveTextContent(/the source says/);
  expect(screen.queryByText('Length of the outage')).not.toBeInTheDocument();
});
