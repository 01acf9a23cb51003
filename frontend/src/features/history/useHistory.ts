import { useInfiniteQuery } from '@tanstack/react-query';
import { reviewKeys, useBackend } from '../../backend';

/** Steps of one page. Typing makes one step of many letters, so a page is about a day of work. */
export const pageSize = 100;

/** The steps of a review, newest first; earlier ones come page by page. */
export function useHistory(ref: string) {
  const backend = useBackend();
  return useInfiniteQuery({
    queryKey: reviewKeys.history(ref),
    queryFn: ({ pageParam }) => backend.records.history(ref, pageSize, pageParam),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? (last.rows.at(-1)?.before ?? null) : null),
  });
}
