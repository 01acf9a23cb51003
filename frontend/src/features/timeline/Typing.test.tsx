import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { WireError, type Backend, type ShownTimes } from '../../backend';
import { letGo, saveEverything, unsavedTexts } from '../../editing';
import { keptSettings, recordedBackend } from '../../testing/recorded';
import { renderScreen } from '../../testing/render';
import { emptyReview, entryOf } from '../../testing/review';
import { Timeline } from './Timeline';

// These screens are large: patience, not speed, is at stake.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 10_000 });
afterEach(() => {
  for (const text of unsavedTexts()) letGo(text);
});

const full = emptyReview({
  zone: 'Europe/Berlin',
  timeline: [
    entryOf({ id: 'a', text: 'Planning run begins', role: 'Scheduler' }),
    entryOf({ id: 'b', text: 'Tours appear twice', at: '2026-10-25T02:20:00+02:00' }),
  ],
});
const asStated: ShownTimes = {
  zone: 'Europe/Berlin',
  times: {},
  phases: [],
  after: '',
  silences: [],
  handling: [],
};
const unread = { at: '', zone: '', precision: 'unknown' as const };

function backendWith(
  reviews: Partial<Backend['reviews']> = {},
  workspace: Partial<Backend['workspace']> = {},
) {
  return recordedBackend({
    workspace,
    reviews: {
      times: () => Promise.resolve(asStated),
      strip: () => Promise.resolve('{"shown":false,"scene":null}'),
      checkTime: () => Promise.resolve({ ok: true, statement: unread, key: '', params: null }),
      checkLine: (_, _after, text) =>
        Promise.resolve({
          ok: true,
          stated: false,
          statement: unread,
          text,
          key: '',
          params: null,
          day_from: 'line',
          day_shift: 0,
          zone_from: 'line',
        }),
      ...reviews,
    },
  });
}

/** A write that ends when the test says so. */
function held<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve: (v: T) => resolve(v), reject: (e: unknown) => reject(e) };
}

const impossible = () => new WireError('invalid', 'time.impossible', { raw: '25:99' });
const theList = () => screen.findByRole('listbox', { name: 'Entries of the timeline' });
const row = (name: RegExp) => screen.getByRole('option', { name });
const timeField = () => screen.findByRole('textbox', { name: 'When it happened' });
const theLine = () => screen.findByRole('textbox', { name: 'Next entry' });

it('tells a situation in one line, from gap to gap', async () => {
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ addPart }));
  await theList();
  await userEvent.keyboard('{Control>}{Shift>}n{/Shift}{/Control}');
  const line = await theLine();
  await waitFor(() => expect(line).toHaveValue('Condition:  Actions:  Needs: '));
  expect(line).toHaveFocus();
  await userEvent.keyboard('orders wait{Tab}gate restarted{Tab}a second pair of eyes{Enter}');
  await waitFor(() =>
    expect(addPart).toHaveBeenCalledWith(
      full.ref,
      'timeline',
      JSON.stringify({
        line: 'Condition: orders wait Actions: gate restarted Needs: a second pair of eyes',
      }),
      '',
      '',
    ),
  );
});

it('never gives a typed time to another entry', async () => {
  const correctTime = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ correctTime }));
  await theList();
  await userEvent.keyboard('{Home}t');
  const field = await timeField();
  await waitFor(() => expect(field).toHaveFocus());
  await userEvent.keyboard('02:11');
  await userEvent.click(row(/Tours/));
  await waitFor(() => expect(field).not.toBeInTheDocument());
  expect(screen.queryByRole('textbox', { name: 'When it happened' })).toBeNull();
  (await theList()).focus();
  await userEvent.keyboard('t');
  expect(await timeField()).toHaveValue('2026-10-25 02:20 Europe/Berlin');
  expect(correctTime).not.toHaveBeenCalled();
});

it('leaves the form of the next entry alone when the time of the one before is saved', async () => {
  const save = held<{ rev: number }>();
  const correctTime = vi.fn(() => save.promise);
  renderScreen(<Timeline review={full} />, backendWith({ correctTime }));
  await theList();
  await userEvent.keyboard('{Home}t');
  await waitFor(async () => expect(await timeField()).toHaveFocus());
  await userEvent.keyboard('02:11{Enter}');
  await userEvent.click(row(/Tours/));
  (await theList()).focus();
  await userEvent.keyboard('t');
  await waitFor(async () => expect(await timeField()).toHaveFocus());
  await userEvent.keyboard('02:25');
  save.resolve({ rev: 2 });
  await new Promise((r) => setTimeout(r));
  expect(await timeField()).toHaveValue('02:25');
  expect(correctTime).toHaveBeenCalledExactlyOnceWith('REV-26-AAAAAA', 'a', '02:11', '', '');
});

it('keeps in sight a time that is refused after its form is gone', async () => {
  const save = held<{ rev: number }>();
  renderScreen(<Timeline review={full} />, backendWith({ correctTime: () => save.promise }));
  await theList();
  await userEvent.keyboard('{Home}t');
  await waitFor(async () => expect(await timeField()).toHaveFocus());
  await userEvent.keyboard('25:99{Enter}');
  await userEvent.click(row(/Tours/));
  save.reject(impossible());
  await waitFor(() => expect(unsavedTexts().map((u) => u.text)).toEqual(['25:99']));
});

it('takes the next line while one is being saved, in the order they were typed', async () => {
  const first = held<{ id: string; rev: number }>();
  const second = held<{ id: string; rev: number }>();
  const addPart = vi
    .fn<Backend['reviews']['addPart']>()
    .mockReturnValueOnce(first.promise)
    .mockReturnValueOnce(second.promise);
  renderScreen(<Timeline review={full} />, backendWith({ addPart }));
  const line = await theLine();
  await userEvent.type(line, 'one{Enter}two{Enter}thr');
  expect(line).toHaveValue('thr');
  first.resolve({ id: 'x', rev: 2 });
  await waitFor(() => expect(addPart).toHaveBeenCalledTimes(2));
  second.resolve({ id: 'y', rev: 3 });
  await userEvent.type(line, 'ee');
  expect(line).toHaveValue('three');
  expect(addPart.mock.calls.map((c) => c[2])).toEqual(['{"line":"one"}', '{"line":"two"}']);
});

it('brings a refused line back in front of what was typed since', async () => {
  const save = held<{ id: string; rev: number }>();
  renderScreen(<Timeline review={full} />, backendWith({ addPart: () => save.promise }));
  const line = await theLine();
  await userEvent.type(line, '25:99 Bank called{Enter}and');
  save.reject(impossible());
  await waitFor(() => expect(line).toHaveValue('25:99 Bank called and'));
  expect(line).toHaveAttribute('aria-invalid', 'true');
  expect(line).toHaveAccessibleDescription(/no calendar or clock has/);
});

it('shows a line that was left in the field when the timeline is opened again', async () => {
  const kept = keptSettings();
  const first = renderScreen(<Timeline review={full} />, backendWith({}, kept));
  await userEvent.type(await theLine(), '02:31 Bank');
  first.unmount();
  const other = renderScreen(
    <Timeline review={{ ...full, ref: 'REV-26-BBBBBB' }} />,
    backendWith({}, kept),
  );
  expect(await theLine()).toHaveValue('');
  other.unmount();
  renderScreen(<Timeline review={full} />, backendWith({}, kept));
  await waitFor(async () => expect(await theLine()).toHaveValue('02:31 Bank'));
});

it('keeps a line that was not entered when the window closes, and makes no entry of it', async () => {
  const kept = keptSettings();
  const addPart = vi.fn(() => Promise.resolve({ id: 'x', rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ addPart }, kept));
  await userEvent.type(await theLine(), '02:31 Bank');
  expect(await saveEverything()).toBe(true);
  expect(kept.all()).toEqual({ 'line.REV-26-AAAAAA.timeline': '02:31 Bank' });
  expect(addPart).not.toHaveBeenCalled();
  await userEvent.type(await theLine(), ' called{Enter}');
  expect(await saveEverything()).toBe(true);
  expect(addPart).toHaveBeenCalledTimes(1);
  expect(kept.all()).toEqual({});
});

it('has entered a line before the window closes behind it', async () => {
  const order: string[] = [];
  const save = held<{ id: string; rev: number }>();
  const addPart = vi
    .fn<Backend['reviews']['addPart']>()
    .mockReturnValueOnce(save.promise)
    .mockImplementationOnce((_r, _c, fields) => {
      order.push(fields);
      return Promise.resolve({ id: 'y', rev: 3 });
    });
  renderScreen(<Timeline review={full} />, backendWith({ addPart }));
  await userEvent.type(await theLine(), 'one{Enter}two{Enter}');
  const closing = saveEverything().then(() => order.push('closed'));
  save.resolve({ id: 'x', rev: 2 });
  await closing;
  expect(order).toEqual(['{"line":"two"}', 'closed']);
});

it('saves a role that is being typed when the window closes', async () => {
  const setTyped = vi.fn(() => Promise.resolve({ rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ setTyped }));
  await theList();
  await userEvent.keyboard('{Home}o');
  const role = await screen.findByRole('combobox', { name: 'Role' });
  await waitFor(() => expect(role).toHaveFocus());
  await userEvent.clear(role);
  await userEvent.type(role, 'Night nurse');
  expect(await saveEverything()).toBe(true);
  expect(setTyped).toHaveBeenCalledExactlyOnceWith(
    full.ref,
    'timeline/a/role',
    JSON.stringify(full.timeline[0]?.role ?? ''),
    '"Night nurse"',
    '',
  );
});

it('keeps a time that was typed and not saved for its own entry', async () => {
  const kept = keptSettings();
  const correctTime = vi.fn(() => Promise.resolve({ rev: 2 }));
  const first = renderScreen(<Timeline review={full} />, backendWith({ correctTime }, kept));
  await theList();
  await userEvent.keyboard('{Home}t');
  await waitFor(async () => expect(await timeField()).toHaveFocus());
  await userEvent.keyboard('02:11{Tab}phone log');
  expect(await saveEverything()).toBe(true);
  first.unmount();
  renderScreen(<Timeline review={full} />, backendWith({ correctTime }, kept));
  await theList();
  await userEvent.keyboard('{Home}t');
  await waitFor(async () => expect(await timeField()).toHaveValue('02:11'));
  expect(screen.getByRole('textbox', { name: /Why/ })).toHaveValue('phone log');
  await userEvent.click(await timeField());
  await userEvent.keyboard('{Enter}');
  await waitFor(() =>
    expect(correctTime).toHaveBeenCalledExactlyOnceWith(full.ref, 'a', '02:11', 'phone log', ''),
  );
  expect(await saveEverything()).toBe(true);
  expect(kept.all()).toEqual({});
});

it('keeps in sight a line that is refused after the timeline is gone', async () => {
  const save = held<{ id: string; rev: number }>();
  const view = renderScreen(
    <Timeline review={full} />,
    backendWith({ addPart: () => save.promise }),
  );
  await userEvent.type(await theLine(), '25:99 Bank called{Enter}');
  view.unmount();
  save.reject(impossible());
  await waitFor(() =>
    expect(unsavedTexts()).toMatchObject([{ review: full.ref, text: '25:99 Bank called' }]),
  );
});

it('does not move away from a form when the line before it is saved', async () => {
  const save = held<{ id: string; rev: number }>();
  renderScreen(<Timeline review={full} />, backendWith({ addPart: () => save.promise }));
  await userEvent.type(await theLine(), 'one{Enter}');
  const list = await theList();
  list.focus();
  await userEvent.keyboard('{Home}t');
  await waitFor(async () => expect(await timeField()).toHaveFocus());
  await userEvent.keyboard('02:11');
  save.resolve({ id: 'b', rev: 2 });
  await new Promise((r) => setTimeout(r));
  expect(await timeField()).toHaveValue('02:11');
  expect(within(list).getByRole('option', { selected: true })).toHaveTextContent('Planning run');
});

it('keeps the caret at its word when words of somebody else come into an entry', async () => {
  const saveText = vi.fn<Backend['reviews']['saveText']>((_r, _p, _b, text) =>
    Promise.resolve({ rev: 2, text: `At night: ${text}`, conflict: null }),
  );
  renderScreen(<Timeline review={full} />, backendWith({ saveText }));
  await theList();
  await userEvent.keyboard('{Home}e');
  const field = await screen.findByRole('textbox', { name: 'Words of the entry' });
  await userEvent.type(field, 's', { initialSelectionStart: 12, initialSelectionEnd: 12 });
  await waitFor(() => expect(field).toHaveValue('At night: Planning runs begins'));
  saveText.mockImplementation((_r, _p, _b, text) =>
    Promise.resolve({ rev: 3, text, conflict: null }),
  );
  await userEvent.keyboard('!');
  expect(field).toHaveValue('At night: Planning runs! begins');
});
