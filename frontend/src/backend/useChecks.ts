import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { Checked } from './wire';

/** What does not fit together in a review, as of one of its versions. */
export function useChecks(ref: string, rev: number): UseQueryResult<Checked[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.one(ref), 'checks', rev],
    queryFn: () => backend.reviews.checks(ref),
    placeholderData: keepPreviousData,
  });
}
