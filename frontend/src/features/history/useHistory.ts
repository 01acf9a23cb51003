import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { reviewKeys, useBackend, useSetting, type ZoneMode } from '../../backend';

/** The zone in which every screen tells its times. */
function useTimes(): ZoneMode {
  const [mode] = useSetting('timezone', 'incident');
  return mode === 'utc' || mode === 'local' ? mode : 'incident';
}

/** Steps of one page. Typing makes one step of many letters, so a page is about a day of work. */
export const pageSize = 100;

/** The steps of a review, newest first; earlier ones come page by page. */
export function useHistory(ref: string) {
  const backend = useBackend();
  const times = useTimes();
  return useInfiniteQuery({
    queryKey: [...reviewKeys.history(ref), times],
    queryFn: ({ pageParam }) => backend.records.history(ref, pageSize, pageParam, times),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? (last.rows.at(-1)?.before ?? null) : null),
  });
}

/** Steps of one page of a single field. */
export const linePage = 50;

/** What happened to one place of a review, newest first. */
export function useLine(ref: string, path: string) {
  const backend = useBackend();
  const times = useTimes();
  return useInfiniteQuery({
    queryKey: [...reviewKeys.line(ref, path), times],
    queryFn: ({ pageParam }) => backend.records.line(ref, path, linePage, pageParam, times),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? (last.rows.at(-1)?.before ?? null) : null),
  });
}

/** The review as it was after a step. */
export function usePast(ref: string, step: number) {
  const backend = useBackend();
  const times = useTimes();
  return useQuery({
    queryKey: [...reviewKeys.past(ref, step), times],
    queryFn: () => backend.records.past(ref, step, times),
  });
}
