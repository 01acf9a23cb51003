import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { DueList } from './wire';

// Below the key of the lists: every change of any review may make an action due or done.
const due = [...reviewKeys.lists(), 'due'] as const;

// The time that is left of a clock is told by Go, so it is asked for anew each minute while
// one runs.
const eachMinute = 60_000;

/** The open actions of all reviews that are over their date or near it, as of today. */
export function useDue(): UseQueryResult<DueList> {
  const backend = useBackend();
  return useQuery({
    queryKey: due,
    queryFn: () => backend.reviews.due(),
    refetchInterval: ({ state }) => (state.data?.promises.length ? eachMinute : false),
  });
}
