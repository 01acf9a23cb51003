import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { Calendar, CalendarLimit, CalendarRow } from './wire';

/** The calendars by title. The event of any change makes the list stale. */
export function useCalendars(trash: boolean): UseQueryResult<CalendarRow[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.lists(), 'calendars', trash],
    queryFn: () => backend.calendars.list(trash),
  });
}

/** The name of a calendar where one is chosen: of two with the same one the reference too. */
export function calendarName(c: CalendarRow, all: readonly CalendarRow[]): string {
  return all.some((x) => x.ref !== c.ref && x.title === c.title)
    ? `${c.title} (${c.ref})`
    : c.title;
}

/** A calendar with a year of it; the last one stays while another year or time is read. */
export function useCalendar(
  ref: string | undefined,
  year: number,
  from: string,
  pick: string,
): UseQueryResult<Calendar> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.one(ref ?? ''), 'calendar', year, from, pick],
    queryFn: () => backend.calendars.get(ref ?? '', year, from, pick),
    enabled: ref !== undefined,
    placeholderData: (last, query) =>
      query?.queryKey[2] === ref ? keepPreviousData(last) : undefined,
  });
}

/**
 * The limits that hang on a calendar, compared with what it said when the page was opened:
 * that is asked once, and forgotten when the page is left.
 */
export function useCalendarLimits(ref: string): readonly CalendarLimit[] {
  const backend = useBackend();
  const first = useQuery({
    queryKey: ['calendar-opened', ref],
    queryFn: () => backend.calendars.limits(ref, ''),
    staleTime: Infinity,
    gcTime: 0,
  });
  const since = first.data?.since ?? '';
  const now = useQuery({
    queryKey: [...reviewKeys.one(ref), 'calendar-limits', first.dataUpdatedAt],
    queryFn: since ? () => backend.calendars.limits(ref, since) : skipToken,
    placeholderData: keepPreviousData,
  });
  return (now.data ?? first.data)?.limits ?? [];
}
