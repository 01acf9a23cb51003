import type { Calendar, CalendarPeriod } from '../../../backend';
import { formatDate, t, tAny } from '../../../i18n';

/** The day and the time of an instant as the clocks of the calendar show it. */
export const dayOf = (at: string) =>
  `${weekdayShort(at.slice(0, 10))} ${formatDate(at.slice(0, 10))}`;
/** "09:00-17:00" as a line of text has it. */
export const spanWords = (span: string) => span.replace('-', '–');
export const clockOf = (at: string) => at.slice(11, 16);

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;

/** 0 for Sunday, of a date without a zone. */
export function weekdayNumber(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
export const weekdayName = (n: number) => tAny(`calendar.weekday.${weekdays[n] ?? 0}`);
export const weekdayShort = (date: string) => weekdayName(weekdayNumber(date)).slice(0, 3);

export const weekdayOrder = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export const dayWord = (day: string) =>
  weekdayName((weekdayOrder.findIndex((d) => d === day) + 1) % 7);

/** When a period is, in one line. */
export function periodWhen(p: CalendarPeriod): string {
  if (!p.firstDay) return `${p.begin.replace('T', ' ')} – ${p.end.replace('T', ' ')}`;
  const days = p.lastDay
    ? p.lastDay === p.firstDay
      ? p.firstDay
      : `${p.firstDay} – ${p.lastDay}`
    : t('calendar.fromOn', { date: p.firstDay });
  const hours = p.hours.map((h) => {
    const [day = '', span = ''] = h.split(' ');
    return `${dayWord(day)} ${spanWords(span)}`;
  });
  return [days, hours.join(', ')].filter(Boolean).join(' · ');
}

/** What a day is, in words: the twin of its field in the year. */
export function dayWords(doc: Calendar, at: number): string {
  const d = doc.days[at];
  if (!d) return '';
  const words = [tAny(`calendar.day.${d.state}`)];
  if (d.name) words.push(d.name);
  if (d.hours.length > 0) words.push(d.hours.map(spanWords).join(', '));
  if (d.real !== d.minutes)
    words.push(t('calendar.clocksChange', { real: hoursOf(d.real), usual: hoursOf(d.minutes) }));
  for (const p of d.periods) {
    const period = doc.periods[p];
    if (period) words.push(`${tAny(`calendar.period.${period.kind}`)}: ${period.name}`);
  }
  return words.join(' · ');
}

const hoursOf = (minutes: number) =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** A day that is not what its weekday usually is. */
export function special(doc: Calendar, at: number): boolean {
  const d = doc.days[at];
  return (
    d !== undefined &&
    (d.state === 'holiday' ||
      d.state === 'exception' ||
      d.real !== d.minutes ||
      d.periods.some((p) => {
        const period = doc.periods[p];
        return period !== undefined && (period.lastDay !== '' || period.firstDay === '');
      }))
  );
}
