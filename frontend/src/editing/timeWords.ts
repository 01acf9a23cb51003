import type { TimeStatement } from '../backend';
import { dateOf, formatDate, t, timeParts } from '../i18n';

// Times are named, never computed: every word here is a slice of what Go gave.

/** "22:09", with seconds where they are known; "" for a date only. */
export function clockText(at: string): string {
  const { clock, seconds } = timeParts(at);
  return seconds && seconds !== ':00' ? clock + seconds : clock;
}

function moment(at: string): string {
  const date = formatDate(at, 'long');
  const clock = clockText(at);
  if (date && clock) return t('time.dateAndClock', { date, clock });
  return date || clock || at;
}

/**
 * The zone of a time, or where one was written with an offset alone, that: without it two
 * times hours apart would read the same.
 */
export function zoneSaid(s: Pick<TimeStatement, 'at' | 'zone'>): string {
  if (s.zone || !clockText(s.at)) return s.zone;
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(s.at)?.[0] ?? '';
  // A hyphen behind a time would be read as the dash before an end.
  return offset === 'Z' ? 'UTC' : offset.replace('-', '−');
}

/** True when the time could not be read, so that its words are all there is. */
export function isUnread(s: TimeStatement): boolean {
  return s.at === '' || s.precision === 'unknown';
}

/**
 * "Mon 16 Nov 2026, about 22:09 CET", a range with its end, or the words as they
 * stood. A zone that is said beside it already (`knownZone`) is left out.
 */
export function statementWords(s: TimeStatement, knownZone = ''): string {
  if (isUnread(s)) return s.raw ? t('time.asWritten', { raw: s.raw }) : t('time.none');
  let words = moment(s.at);
  if (s.end) {
    const to = dateOf(s.end) === dateOf(s.at) ? clockText(s.end) || moment(s.end) : moment(s.end);
    words = t('time.fromTo', { from: words, to });
  }
  if (s.precision === 'approximate' || s.precision === 'hour') {
    words = t('time.about', { time: words });
  }
  const zone = zoneSaid(s);
  if (clockText(s.at) && zone && zone !== knownZone)
    words = t('time.inZone', { time: words, zone });
  return words;
}

/** A text that is read as the same time again; what a field begins with. */
export function statementText(s: TimeStatement | null): string {
  if (!s) return '';
  if (isUnread(s)) return s.raw ?? '';
  const one = (at: string) => [dateOf(at), clockText(at)].filter(Boolean).join(' ');
  const about = s.precision === 'approximate' ? '~' : '';
  const end = s.end ? `–${dateOf(s.end) === dateOf(s.at) ? clockText(s.end) : one(s.end)}` : '';
  const said = zoneSaid(s);
  const zone = said && clockText(s.at) ? ` ${said}` : '';
  return `${about}${one(s.at)}${end}${zone}`;
}
