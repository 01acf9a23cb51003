import { currentLanguage, formatNumber, keyLanguage, t } from './catalogue';

// Times come from Go as strings in the zone they should be read in. Nothing here
// computes with them: a clock is a slice of the string, a date is named.

const pattern =
  /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:T(\d{2}:\d{2})(:\d{2})?(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

export type TimeParts = {
  /** YYYY-MM-DD or "". */
  date: string;
  /** HH:MM or "" for a date only. */
  clock: string;
  /** :SS or "". */
  seconds: string;
  /** Z, +01:00 or "" when the zone is unknown. */
  offset: string;
};

/** Cuts a time string into its parts; a text that is no time gives empty parts. */
export function timeParts(at: string): TimeParts {
  const m = pattern.exec(at);
  if (!m) return { date: '', clock: '', seconds: '', offset: '' };
  return {
    date: m[1] ? `${m[1]}-${m[2] ?? ''}-${m[3] ?? ''}` : '',
    clock: m[4] ?? '',
    seconds: m[5] ?? '',
    offset: m[7] ?? '',
  };
}

/** "22:09" of "2026-11-16T22:09:00+01:00"; "" for a date only. */
export function clockOf(at: string): string {
  return timeParts(at).clock;
}

/** "2026-11-16" of "2026-11-16T22:09:00+01:00". */
export function dateOf(at: string): string {
  return timeParts(at).date;
}

type DateStyle = 'short' | 'medium' | 'long' | 'day';

const styles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  short: { day: 'numeric', month: 'short' },
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
};

/**
 * A calendar date in words: "16 Nov 2026". The date is only named, in UTC and
 * for UTC, so no zone can shift it to a neighbouring day.
 */
export function formatDate(at: string, style: DateStyle = 'medium'): string {
  const { date } = timeParts(at);
  if (!date) return '';
  const when = dayFrom(date);
  // Month 13 would come out as January of the next year: a date that nobody wrote.
  if (!when) return t('date.odd', { date });
  const lang = currentLanguage();
  // British order (day before month) for English: no reader takes 3 Nov for 11 March.
  const locale = lang === 'en' || lang === keyLanguage ? 'en-GB' : lang;
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...styles[style] })
    .format(when)
    .replaceAll(',', '')
    .replace(/\bSept\b/u, 'Sep'); // three letters, as every other month and as on paper
}

/** The day a text YYYY-MM-DD names; null for one that no calendar has, as 30 February. */
function dayFrom(date: string): Date | null {
  const [y = 0, m = 1, d = 1] = date.split('-').map(Number);
  const when = new Date(Date.UTC(y, m - 1, d));
  if (y < 100) when.setUTCFullYear(y);
  return when.getUTCMonth() === m - 1 && when.getUTCDate() === d ? when : null;
}

/** Whether a text is a date of the calendar, and nothing besides. */
export function isDay(text: string): boolean {
  return dateOf(text) === text && text !== '' && dayFrom(text) !== null;
}

/** The date of something that is due; one that is none stands as it was written, and says so. */
export function dueWords(due: string, style: DateStyle = 'medium'): string {
  return isDay(due) ? formatDate(due, style) : t('date.odd', { date: due });
}

/** "16 Nov 2026, 22:09" for an instant or a local time, the date alone for a date. */
export function formatMoment(at: string, style: DateStyle = 'medium'): string {
  const { clock } = timeParts(at);
  const date = formatDate(at, style);
  if (!date) return clock || at;
  return clock ? `${date}, ${clock}` : date;
}

/**
 * A moment of something people did, with its zone: "23 Nov 2026, 00:53 local time". Go tells
 * all of them on one clock, that of this machine or UTC.
 */
export function formatAct(at: string): string {
  return clockOf(at) ? `${formatMoment(at)} ${zoneOfAct(at)}` : formatMoment(at);
}

/** The zone of such a moment, in words. */
const zoneOfAct = (at: string) => (timeParts(at).offset === 'Z' ? 'UTC' : t('time.here'));

/** The clock alone for a moment of today, as a line at the foot has it. */
export function formatLately(at: string, now: Date): string {
  const { date, clock } = timeParts(at);
  return clock && date === dayOf(now) ? `${clock} ${zoneOfAct(at)}` : formatAct(at);
}

const dayOf = (d: Date) =>
  [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, '0')).join('-');

/** Time that is left or over: beside days the minutes say nothing, so "39 d" and never "39 d 24 min". */
export const formatLeft = (minutes: number) =>
  formatMinutes(Math.abs(minutes) < 1440 ? minutes : Math.trunc(minutes / 60) * 60);

/** Joins numbers to their units in words that came as they are: a line never breaks there. */
export const unbroken = (text: string) =>
  text
    .replace(/(\d) (d|h|min|s|%)(?![\p{L}\d])/gu, '$1\u00a0$2')
    .replace(/(\d\u00a0(?:d|h|min)) (?=\d+\u00a0(?:h|min|s)(?![\p{L}\d]))/gu, '$1\u00a0');

/** "1 h 43 min"; a number and its unit never break. */
export function formatMinutes(minutes: number): string {
  const sign = minutes < 0 ? '−' : '';
  const whole = Math.round(Math.abs(minutes));
  const days = Math.floor(whole / 1440);
  const hours = Math.floor((whole % 1440) / 60);
  const rest = whole % 60;
  const parts: string[] = [];
  if (days) parts.push(t('unit.days', { n: formatNumber(days) }));
  if (hours) parts.push(t('unit.hours', { n: formatNumber(hours) }));
  if (rest || parts.length === 0) parts.push(t('unit.minutes', { n: formatNumber(rest) }));
  return sign + parts.slice(0, 2).join('\u00a0');
}
