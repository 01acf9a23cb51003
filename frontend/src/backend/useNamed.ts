import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { NamedRecord } from './wire';

/** Records that are no reviews, and incidents, by what is typed; none while nothing is. */
export function useNamed(words: string): UseQueryResult<NamedRecord[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.lists(), 'named', words],
    queryFn: () => backend.search.named(words),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
}
