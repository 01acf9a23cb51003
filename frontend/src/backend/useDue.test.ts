import { expect, it } from 'vitest';
import { whileItRuns } from './hooks';
import type { ReviewList } from './wire';

it('asks a list anew each minute while it shows a clock, and only then', () => {
  const list = (due: string | null) =>
    ({ rows: [{ promise: due === null ? null : { due } }] }) as ReviewList;
  expect(whileItRuns(list('2026-11-15T12:00:00Z'))).toBe(60_000);
  expect(whileItRuns(list(''))).toBe(false);
  expect(whileItRuns(list(null))).toBe(false);
  expect(whileItRuns(undefined)).toBe(false);
});
