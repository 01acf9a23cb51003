import { expect, it } from 'vitest';
import { statementText, statementWords, zoneSaid } from './timeWords';

const stated = (at: string, zone = '') => ({ at, zone, precision: 'minute' }) as const;

it('says the offset of a time that was written with one and no zone', () => {
  const early = stated('2026-05-02T09:00:00+02:00');
  const late = stated('2026-05-02T09:00:00Z');
  expect(statementWords(early)).toBe('Sat 2 May 2026, 09:00 +02:00');
  expect(statementWords(late)).toBe('Sat 2 May 2026, 09:00 UTC');
  expect(statementWords(late, 'UTC')).toBe('Sat 2 May 2026, 09:00');
  // What a field begins with is read as the same time again.
  expect(statementText(early)).toBe('2026-05-02 09:00 +02:00');
  expect(statementText(stated('2026-05-02T09:00:00-05:30'))).toBe('2026-05-02 09:00 −05:30');
  expect(statementText(stated('2026-05-02T09:00:00', 'Europe/Berlin'))).toBe(
    '2026-05-02 09:00 Europe/Berlin',
  );
  expect(['2026-05-02', '2026-05-02T09:00:00', ''].map((at) => zoneSaid(stated(at)))).toEqual([
    '',
    '',
    '',
  ]);
});
