import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { ActionList, ActionNarrowing } from './wire';

/**
 * The actions of all reviews that fit. Below the key of the lists: every change of a review
 * may change one of them. The last answer stays while another is made.
 */
export function useActionList(narrowing: ActionNarrowing): UseQueryResult<ActionList> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.lists(), 'actions', narrowing],
    queryFn: () => backend.actions.list(narrowing),
    placeholderData: keepPreviousData,
  });
}
