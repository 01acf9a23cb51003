import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { reviewKeys, useBackend } from '../../backend';
import { clockText, statementWords, type TimeReading } from '../../editing';
import { formatDate, t, tAny } from '../../i18n';

export type LineReading = TimeReading & {
  /** The time in short, for the mark beside the line. */
  mark: string;
};

/** More words than any written time has: "Mon 16 November 2026 22:09 CET". */
const mostWords = 6;
const ago = /^[-−]\s?\d+\s*[a-z]/i;

/** The beginnings of a line that could be its time, longest first. */
export function beginnings(line: string): string[] {
  const words = [...line.matchAll(/\S+/g)].slice(0, mostWords);
  const all = words.map((w) => line.slice(0, w.index + w[0].length));
  // A time has a digit, or is noon or midnight.
  return all.filter((text) => /\d|noon|midnight/i.test(text)).reverse();
}

/**
 * How the time at the beginning of a scribe's line is read. Go reads times, not
 * lines, so the longest beginning that is a time counts.
 */
export function useLineReading(ref: string, typed: string): LineReading {
  const backend = useBackend();
  const line = useDeferredValue(typed.trim());
  const reading = useQuery({
    queryKey: [...reviewKeys.one(ref), 'line', line],
    queryFn: async (): Promise<LineReading> => {
      if (ago.test(line)) {
        const back = line.split(/[a-z]\s/i)[0] ?? line;
        return { mark: back.slice(0, 6), reads: t('timeline.scribe.ago') };
      }
      let wrong: string | undefined;
      for (const text of beginnings(line)) {
        const check = await backend.reviews.checkTime(ref, text);
        if (check.ok) {
          const { at } = check.statement;
          return {
            mark: clockText(at) || formatDate(at, 'short'),
            reads: t('time.reads', { time: statementWords(check.statement) }),
          };
        }
        // "16 people called" is no time and nothing wrong; "25:99" is.
        if (check.key && check.key !== 'time.unreadable') wrong = tAny(check.key, check.params);
      }
      return wrong
        ? { mark: t('timeline.scribe.now'), wrong }
        : { mark: t('timeline.scribe.now'), reads: t('timeline.scribe.isNow') };
    },
    enabled: line !== '',
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  return line === '' || !reading.data ? { mark: t('timeline.scribe.now') } : reading.data;
}
