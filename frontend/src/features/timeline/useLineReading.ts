import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { reviewKeys, useBackend, type LineCheck } from '../../backend';
import { clockText, statementWords, type TimeReading } from '../../editing';
import { formatDate, t, tAny } from '../../i18n';

export type LineReading = TimeReading & {
  /** The time in short, for the mark beside the line. */
  mark: string;
};

/** Stands for the words that are still to come, so that a time alone is read too. */
const wordsToCome = '…';
/** "-5m" counts from now: what a waiting line would be read as moves on with the clock. */
const readAgainAfter = 10_000;

function timeOf({ statement: s }: LineCheck): { mark: string; reads: string } {
  return {
    mark: clockText(s.at).slice(0, 5) || formatDate(s.at, 'short') || t('timeline.scribe.now'),
    reads: t('time.reads', { time: statementWords(s) }),
  };
}

/** How Go reads the line a scribe types: its time in words, or what is wrong with it. */
export function useLineReading(ref: string, typed: string): LineReading {
  const backend = useBackend();
  const line = useDeferredValue(typed.trim());
  const now = t('timeline.scribe.now');
  const reading = useQuery({
    queryKey: [...reviewKeys.one(ref), 'line', line],
    queryFn: async (): Promise<LineReading> => {
      const check = await backend.reviews.checkLine(ref, line);
      if (check.ok) {
        if (check.stated) return timeOf(check);
        // The incident lies days back: the line did not happen now.
        return check.statement.precision === 'unknown'
          ? { mark: '?', reads: t('timeline.scribe.noTime') }
          : { mark: now, reads: t('timeline.scribe.isNow') };
      }
      if (check.key !== 'timeline.text_missing') {
        return { mark: now, wrong: tAny(check.key, check.params) };
      }
      const begun = await backend.reviews.checkLine(ref, `${line} ${wordsToCome}`);
      if (!begun.ok || !begun.stated) return { mark: now };
      const time = timeOf(begun);
      return { ...time, reads: t('timeline.scribe.needsWords', { reading: time.reads }) };
    },
    enabled: line !== '',
    // The note below the line must not jump on each letter.
    placeholderData: keepPreviousData,
    refetchInterval: readAgainAfter,
    gcTime: readAgainAfter,
  });
  return line === '' || !reading.data ? { mark: now } : reading.data;
}
