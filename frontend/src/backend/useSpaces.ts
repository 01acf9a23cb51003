import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { SpaceState } from './wire';

// Below the key of the lists: every change of a review may be one that waits to be sent.
const all = [...reviewKeys.lists(), 'spaces'] as const;

/** The spaces this workspace takes part in, by name. */
export function useSpaces(): UseQueryResult<SpaceState[]> {
  const backend = useBackend();
  return useQuery({ queryKey: all, queryFn: () => backend.spaces.list() });
}
