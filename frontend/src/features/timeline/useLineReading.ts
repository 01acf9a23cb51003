import { reviewKeys, useBackend, type LineCheck } from '../../backend';
import { clockText, statementWords, useNewest, type TimeReading } from '../../editing';
import { formatDate, t, tAny } from '../../i18n';

export type LineReading = TimeReading & {
  /** The time in short, for the mark beside the line. */
  mark: string;
};

/** Stands for the words that are still to come, so that a time alone is read too. */
const wordsToCome = '…';
/** "-5m" counts from now: what a waiting line would be read as moves on with the clock. */
const readAgainAfter = 10_000;

function timeOf(check: LineCheck): { mark: string; reads: string } {
  const s = check.statement;
  const time = statementWords(s);
  const from = fromWords(check);
  return {
    mark: clockText(s.at).slice(0, 5) || formatDate(s.at, 'short') || t('timeline.scribe.now'),
    reads: from ? t('timeline.scribe.readsFrom', { time, from }) : t('time.reads', { time }),
  };
}

/** "the review", "the entry above", "Started": who states a day or a zone. */
function sourceWords(from: string): string {
  return from === 'review' || from === 'above'
    ? tAny(`timeline.scribe.source.${from}`)
    : tAny(`anchor.${from}`);
}

/** Which day and zone a line takes that states neither, said before Enter; "" when it states both. */
function fromWords(check: LineCheck): string {
  const { day_from: day, day_shift: shift, zone_from: zone } = check;
  if (day === zone && shift === 0 && day !== '') {
    return day === 'line' ? '' : t('timeline.scribe.dayAndZone', { source: sourceWords(day) });
  }
  const first = dayWords(day, shift);
  const second = !clockText(check.statement.at)
    ? ''
    : zone === ''
      ? t('timeline.scribe.noZone')
      : zone === 'line'
        ? ''
        : t('timeline.scribe.zone', { source: sourceWords(zone) });
  return first && second ? t('timeline.scribe.and', { first, second }) : first || second;
}

function dayWords(from: string, shift: number): string {
  if (from === 'line') return '';
  if (from === '') return t('timeline.scribe.noDay');
  if (from === 'clock') {
    return t(shift === 0 ? 'timeline.scribe.today' : 'timeline.scribe.yesterday');
  }
  const source = sourceWords(from);
  if (shift > 0) return t('timeline.scribe.dayAfter', { source });
  return t(shift < 0 ? 'timeline.scribe.dayBefore' : 'timeline.scribe.day', { source });
}

/** How Go reads the line a scribe types: its time in words, or what is wrong with it. */
export function useLineReading(ref: string, after: string, typed: string): LineReading {
  const backend = useBackend();
  const now = t('timeline.scribe.now');
  const reading = useNewest(typed.trim(), (line) => ({
    queryKey: [...reviewKeys.one(ref), 'line', after, line],
    queryFn: async (): Promise<LineReading> => {
      const check = await backend.reviews.checkLine(ref, after, line);
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
      const begun = await backend.reviews.checkLine(ref, after, `${line} ${wordsToCome}`);
      if (!begun.ok || !begun.stated) return { mark: now };
      const time = timeOf(begun);
      return { ...time, reads: t('timeline.scribe.needsWords', { reading: time.reads }) };
    },
    refetchInterval: readAgainAfter,
    gcTime: readAgainAfter,
  }));
  return reading ?? { mark: now };
}
