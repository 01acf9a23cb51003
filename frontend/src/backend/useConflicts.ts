import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { Undecided } from './wire';

// Below the key of the lists: every change of any review may open or settle one.
const all = [...reviewKeys.lists(), 'conflicts'] as const;
const count = [...reviewKeys.lists(), 'conflictCount'] as const;

/** What two people changed differently, in all reviews: open ones first. */
export function useConflicts(): UseQueryResult<Undecided[]> {
  const backend = useBackend();
  return useQuery({ queryKey: all, queryFn: () => backend.reviews.conflicts() });
}

/** How many decisions wait; 0 until that is known. */
export function useConflictCount(): number {
  const backend = useBackend();
  return useQuery({ queryKey: count, queryFn: () => backend.reviews.conflictCount() }).data ?? 0;
}
