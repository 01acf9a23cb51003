import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { WireError } from './errors';
import { useBackend, useSetting } from './hooks';
import type { AuditChoices, AuditEntry, AuditFilter, AuditPage } from './wire';

export type AuditNarrowing = Omit<AuditFilter, 'before' | 'limit'>;

/** Entries of one page: a few screens, so that scrolling rarely waits. */
const pageSize = 200;

/** Entries of all records stand in one list, so it has no zone of an incident. */
function useTimes(): string {
  const [mode] = useSetting('timezone', 'incident');
  return mode === 'local' ? 'local' : 'utc';
}

/**
 * The journal, newest first; earlier entries come page by page. What was loaded is
 * dropped with the screen: entries never change, but there are new ones.
 */
export function useAudit(filter: AuditNarrowing): UseInfiniteQueryResult<InfiniteData<AuditPage>> {
  const backend = useBackend();
  const times = useTimes();
  return useInfiniteQuery<
    AuditPage,
    WireError,
    InfiniteData<AuditPage>,
    readonly unknown[],
    number
  >({
    queryKey: ['audit', 'list', filter, times],
    queryFn: ({ pageParam }) =>
      backend.audit.list({ ...filter, before: pageParam, limit: pageSize }, times),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.more ? (last.rows.at(-1)?.n ?? null) : null),
    gcTime: 0,
  });
}

/** One entry with what it changed. An entry never changes, and may be taken back later. */
export function useAuditEntry(n: number | null): UseQueryResult<AuditEntry> {
  const backend = useBackend();
  const times = useTimes();
  return useQuery<AuditEntry>({
    queryKey: ['audit', 'entry', n, times],
    queryFn: () => backend.audit.entry(n ?? 0, times),
    enabled: n !== null,
    gcTime: 0,
  });
}

/** What the journal can be filtered by. */
export function useAuditChoices(): UseQueryResult<AuditChoices> {
  const backend = useBackend();
  return useQuery<AuditChoices>({
    queryKey: ['audit', 'choices'],
    queryFn: () => backend.audit.choices(),
    gcTime: 0,
  });
}
