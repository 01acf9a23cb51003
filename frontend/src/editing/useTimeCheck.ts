import { reviewKeys, useBackend } from '../backend';
import { t, tAny } from '../i18n';
import { statementWords } from './timeWords';
import { useNewest } from './useNewest';

export type TimeReading = {
  /** How Go reads the text, in words. */
  reads?: string | undefined;
  /** What is wrong with it, what was kept, what to do. */
  wrong?: string | undefined;
};

/** A field of a review that holds a time: "started", "timeline/<id>/times". */
export type TimeField = { review: string; path: string };

/**
 * Says while somebody types how Go would save a time in a field. An empty text is
 * no time and nothing wrong; without a field nothing is asked.
 */
export function useTimeCheck(field: TimeField | undefined, typed: string): TimeReading {
  const backend = useBackend();
  const { review = '', path = '' } = field ?? {};
  const text = field ? typed.trim() : '';
  const check = useNewest(text, (asked) => ({
    queryKey: [...reviewKeys.one(review), 'time', path, asked],
    queryFn: () => backend.reviews.checkTime(review, path, asked),
    gcTime: 10_000,
  }));
  if (text === '' || !check) return {};
  return check.ok
    ? { reads: t('time.reads', { time: statementWords(check.statement) }) }
    : { wrong: tAny(check.key || 'time.unreadable', check.params ?? { raw: text }) };
}
