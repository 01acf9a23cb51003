import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';

/** References of records of a kind of which something stored is damaged. */
export function useUnreadable(kind: string): UseQueryResult<string[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.lists(), 'unreadable', kind],
    queryFn: () => backend.records.unreadable([kind]),
  });
}
