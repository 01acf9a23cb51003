import { expect, it } from 'vitest';
import {
  clockOf,
  dateOf,
  dueWords,
  formatDate,
  formatLately,
  formatLeft,
  formatMinutes,
  formatMoment,
  isDay,
  timeParts,
  unbroken,
} from './time';

it('cuts the clock out of every form a time comes in', () => {
  expect(clockOf('2026-11-16T22:09:00+01:00')).toBe('22:09');
  expect(clockOf('2026-11-16T22:09:41.250Z')).toBe('22:09');
  expect(clockOf('2026-11-16T22:09:00')).toBe('22:09');
  expect(clockOf('T22:09:00')).toBe('22:09');
  expect(clockOf('2026-11-16')).toBe('');
  expect(clockOf('around noon')).toBe('');
});

it('never shifts a date to its neighbour', () => {
  expect(dateOf('2026-11-16T00:30:00+14:00')).toBe('2026-11-16');
  expect(formatDate('2026-11-16T00:30:00+14:00')).toBe('16 Nov 2026');
  expect(formatDate('2026-01-01')).toBe('1 Jan 2026');
  expect(formatDate('', 'short')).toBe('');
});

it('never makes another date of one that no calendar has', () => {
  for (const date of ['2026-13-45', '2026-02-30', '2025-02-29', '2026-00-10', '2026-04-31']) {
    expect(formatDate(date), date).toBe(`${date} (no date)`);
    expect(isDay(date), date).toBe(false);
  }
  expect(formatDate('2024-02-29')).toBe('29 Feb 2024');
  expect(isDay('2024-02-29')).toBe(true);
  expect(isDay('2024-02-29T10:00')).toBe(false);
  expect(dueWords('after the audit')).toBe('after the audit (no date)');
  expect(dueWords('2026-11-16', 'long')).toBe('Mon 16 Nov 2026');
});

it('names moments with as much as is known', () => {
  expect(formatMoment('2026-11-16T22:09:00+01:00', 'short')).toBe('16 Nov, 22:09');
  expect(formatMoment('2026-11-16')).toBe('16 Nov 2026');
  expect(formatMoment('T22:09:00')).toBe('22:09');
  expect(formatMoment('some evening')).toBe('some evening');
});

it('tells a known offset from an unknown one', () => {
  expect(timeParts('2026-11-16T22:09:00+01:00').offset).toBe('+01:00');
  expect(timeParts('2026-11-16T22:09:00').offset).toBe('');
});

it('writes lengths of time in two units at most, which never break', () => {
  expect(formatMinutes(103)).toBe('1\u00a0h\u00a043\u00a0min');
  expect(formatMinutes(0)).toBe('0\u00a0min');
  expect(formatMinutes(60)).toBe('1\u00a0h');
  expect(formatMinutes(1440 * 2 + 61)).toBe('2\u00a0d\u00a01\u00a0h');
});

it('gives the clock alone for a moment of today', () => {
  const now = new Date(2026, 10, 16, 23, 30);
  expect(formatLately('2026-11-16T22:09:00+01:00', now)).toBe('22:09 local time');
  expect(formatLately('2026-11-16T22:09:00Z', now)).toBe('22:09 UTC');
  expect(formatLately('2026-11-15T22:09:00+01:00', now)).toBe('15 Nov 2026, 22:09 local time');
  expect(formatLately('', now)).toBe('');
});

it('says of time that is left no minutes beside days', () => {
  expect(formatLeft(39 * 1440 + 24)).toBe('39\u00a0d');
  expect(formatLeft(39 * 1440 + 84)).toBe('39\u00a0d\u00a01\u00a0h');
  expect(formatLeft(84)).toBe('1\u00a0h\u00a024\u00a0min');
});

it('keeps numbers beside their units, and no other words', () => {
  expect(unbroken('22 h 35 min (13 h to 3 d 6 h)')).toBe(
    '22\u00a0h\u00a035\u00a0min (13\u00a0h to 3\u00a0d\u00a06\u00a0h)',
  );
  expect(unbroken('5 days, 3 dogs, 20 minutes')).toBe('5 days, 3 dogs, 20 minutes');
});

it('has three letters for every short month', () => {
  expect(formatDate('2026-09-07')).toBe('7 Sep 2026');
  expect(formatDate('2026-09-07', 'day')).toBe('Monday 7 September');
});
