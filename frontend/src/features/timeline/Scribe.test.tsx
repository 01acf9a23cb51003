import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { WireError, type Backend } from '../../backend';
import { renderScreen } from '../../testing/render';
import { backendWith, full } from '../../testing/timeline';
import { Timeline } from './Timeline';

// These screens are large: patience, not speed, is at stake.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 10_000 });

it('adds one entry for one line, and reads its time while it is typed', async () => {
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ addPart }));
  const line = await screen.findByRole('textbox', { name: 'Next entry' });
  await userEvent.type(line, '02:31 Bank called');
  expect(await screen.findByText('Read as Sun 25 Oct 2026, 02:31 Europe/Berlin')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(addPart).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'timeline',
    '{"line":"02:31 Bank called"}',
    '',
    '',
  );
  await waitFor(() => expect(line).toHaveValue(''));
});

it('keeps a line that cannot be added, and says why', async () => {
  const addPart = () =>
    Promise.reject(new WireError('invalid', 'time.impossible_typed', { raw: '25:99' }));
  renderScreen(<Timeline review={full} />, backendWith({ addPart }));
  const line = await screen.findByRole('textbox', { name: 'Next entry' });
  await userEvent.type(line, '25:99 Bank called{Enter}');
  await waitFor(() => expect(line).toHaveAttribute('aria-invalid', 'true'));
  expect(line).toHaveValue('25:99 Bank called');
  expect(line).toHaveAccessibleDescription(/no calendar or clock has\. Nothing is saved yet/);
  // The wrong time is chosen: the next keys correct it.
  await userEvent.keyboard('09:30');
  expect(line).toHaveValue('09:30 Bank called');
});

it('begins a line below the chosen entry with its time', async () => {
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ addPart }));
  await screen.findByRole('listbox', { name: 'Entries of the timeline' });
  await userEvent.keyboard('{Home}{Control>}{Enter}{/Control}');
  const line = screen.getByRole('textbox', { name: 'Next entry' });
  await waitFor(() => expect(line).toHaveFocus());
  expect(line).toHaveValue('02:10 ');
  await userEvent.keyboard('Second run begins{Enter}');
  expect(addPart).toHaveBeenCalledExactlyOnceWith(
    'REV-26-AAAAAA',
    'timeline',
    '{"line":"02:10 Second run begins"}',
    'a',
    '',
  );
});

it('says how a line counted back from now will be read, before its words are there', async () => {
  renderScreen(<Timeline review={full} />, backendWith());
  const line = await screen.findByRole('textbox', { name: 'Next entry' });
  await userEvent.type(line, '-5m');
  expect(
    await screen.findByText('Read as Sun 25 Oct 2026, 02:40 Europe/Berlin · now say what happened'),
  ).toBeVisible();
  await userEvent.type(line, ' Bank called');
  expect(await screen.findByText('Read as Sun 25 Oct 2026, 02:40 Europe/Berlin')).toBeVisible();
  await userEvent.clear(line);
  await userEvent.type(line, '16 people called');
  expect(await screen.findByText('No time at the beginning: it happened now')).toBeVisible();
});

it('says before Enter where the day and the zone of a line come from', async () => {
  const reads = (day: string, zone: string, shift = 0): Backend['reviews']['checkLine'] => {
    return () =>
      Promise.resolve({
        ok: true,
        stated: true,
        statement: {
          at: `2026-11-20T09:14:00${zone && '+01:00'}`,
          zone: zone && 'CET',
          precision: 'minute' as const,
        },
        text: 'x',
        key: '',
        params: null,
        day_from: day,
        day_shift: shift,
        zone_from: zone,
      });
  };
  for (const [day, zone, shift, words] of [
    ['above', 'above', 0, 'CET · day and zone of the entry above'],
    ['started', 'line', 0, 'CET · day of Started'],
    ['above', 'above', 1, 'CET · the day after the entry above, past midnight, zone of the entry'],
    ['clock', '', -1, '09:14 · nothing says the day: the last time the clock showed it, no zone'],
    ['line', '', 0, '09:14 · no zone stated'],
  ] as const) {
    const screenOf = renderScreen(
      <Timeline review={full} />,
      backendWith({ checkLine: reads(day, zone, shift) }),
    );
    const line = await screen.findByRole('textbox', { name: 'Next entry' });
    await userEvent.type(line, '09:14 x');
    await waitFor(() => expect(line).toHaveAccessibleDescription(new RegExp(words)));
    screenOf.unmount();
  }
});

it('says before Enter that a line of an old incident has no time', async () => {
  const old: Backend['reviews']['checkLine'] = (_, _after, text) =>
    Promise.resolve({
      ok: true,
      stated: false,
      statement: { at: '', zone: '', precision: 'unknown' as const },
      text,
      key: '',
      params: null,
      day_from: 'line',
      day_shift: 0,
      zone_from: 'line',
    });
  renderScreen(<Timeline review={full} />, backendWith({ checkLine: old }));
  const line = await screen.findByRole('textbox', { name: 'Next entry' });
  await userEvent.type(line, 'Bank called');
  expect(await screen.findByText(/No time at the beginning: nobody said when/)).toBeVisible();
});

it('asks on a slow machine about the newest text only, and Enter waits for none of it', async () => {
  const asked: { line: string; answer: () => void }[] = [];
  const quick = backendWith().reviews;
  const slow: Backend['reviews']['checkLine'] = async (ref, after, line) => {
    await new Promise<void>((answer) => asked.push({ line, answer }));
    return quick.checkLine(ref, after, line);
  };
  const addPart = vi.fn(() => Promise.resolve({ id: 'n', rev: 2 }));
  renderScreen(<Timeline review={full} />, backendWith({ addPart, checkLine: slow }));
  const line = await screen.findByRole('textbox', { name: 'Next entry' });
  const answerNext = (words: string) =>
    waitFor(() => {
      expect(asked.map((a) => a.line)).toEqual([words]);
      asked.shift()?.answer();
    });

  await userEvent.type(line, 'Bank called, then the other bank, then all of them');
  // One question is on its way, whatever was typed behind it.
  await answerNext('B');
  await answerNext('Bank called, then the other bank, then all of them');
  expect(await screen.findByText('No time at the beginning: it happened now')).toBeVisible();
  expect(asked).toEqual([]);

  await userEvent.clear(line);
  await userEvent.type(line, '02:31 Bank called{Enter}');
  expect(addPart).toHaveBeenCalledExactlyOnceWith(
    full.ref,
    'timeline',
    '{"line":"02:31 Bank called"}',
    '',
    '',
  );
  // What the line before was read as says nothing about the next one.
  await userEvent.type(line, '02:40 Over');
  expect(asked).toHaveLength(1);
  await waitFor(() => asked.shift()?.answer());
  await answerNext('02:40 Over');
  expect(await screen.findByText('Read as Sun 25 Oct 2026, 02:40 Europe/Berlin')).toBeVisible();
});
