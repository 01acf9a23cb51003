import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { reviewKeys, useBackend } from '../backend';
import { t, tAny } from '../i18n';
import { statementWords } from './timeWords';

export type TimeReading = {
  /** How Go reads the text, in words. */
  reads?: string | undefined;
  /** What is wrong with it, what was kept, what to do. */
  wrong?: string | undefined;
};

/** Says while somebody types how Go reads a time. An empty text is no time and nothing wrong. */
export function useTimeCheck(ref: string, typed: string): TimeReading {
  const backend = useBackend();
  const text = useDeferredValue(typed.trim());
  const check = useQuery({
    queryKey: [...reviewKeys.one(ref), 'time', text],
    queryFn: () => backend.reviews.checkTime(ref, text),
    enabled: text !== '',
    // The note below a field must not jump on each letter.
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  if (text === '' || !check.data) return {};
  return check.data.ok
    ? { reads: t('time.reads', { time: statementWords(check.data.statement) }) }
    : { wrong: tAny(check.data.key || 'time.unreadable', check.data.params ?? { raw: text }) };
}
