import { calendarName, type CalendarRow } from '../../../backend';
import { t } from '../../../i18n';

/** What business days may be counted by. */
export function calendarOptions(
  calendars: readonly CalendarRow[],
): { value: string; label: string }[] {
  return [
    { value: '', label: t('obligations.weekdaysChoice') },
    ...calendars.map((c) => ({ value: c.ref, label: calendarName(c, calendars) })),
  ];
}
