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
  if (clockText(s.at) && s.zone && s.zone !== knownZone)
    words = t('time.inZone', { time: words, zone: s.zone });
  return words;
}

/** A text that is read as the same time again; what a field begins with. */
export function statementText(s: TimeStatement | null): string {
  if (!s) return '';
  if (isUnread(s)) return s.raw ?? '';
  const one = (at: string) => [dateOf(at), clockText(at)].filter(Boolean).join(' ');
  const about = s.precision === 'approximate' ? '~' : '';
  const end = s.end ? `–${dateOf(s.end) === dateOf(s.at) ? clockText(s.end) : one(s.end)}` : '';
  const zone = s.zone && clockText(s.at) ? ` ${s.zone}` : '';
  return `${about}${one(s.at)}${end}${zone}`;
}
