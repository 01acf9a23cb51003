import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { InboxState } from './wire';

/** How many files each list of the inbox shows. */
const shownFiles = 200;

/** The watched folders, what waits in them and what came. */
export function useInbox(): UseQueryResult<InboxState> {
  const backend = useBackend();
  return useQuery({
    // Below the keys of all records: the event of a change makes it stale as well.
    queryKey: [...reviewKeys.lists(), 'inbox'],
    queryFn: () => backend.inbox.state(shownFiles),
  });
}
