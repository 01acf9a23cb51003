import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { LeakLook, RosterName } from './wire';

// Below the key of the lists: every change of a review may bring a name or take one away.
const held = [...reviewKeys.lists(), 'held'] as const;
const roster = ['spaces', 'roster'] as const;
const look = (ref: string, space: string) => [...reviewKeys.lists(), 'leaks', ref, space] as const;

/** Reviews that the last sync did not send, as far as something still keeps them back. */
export function useHeld(): LeakLook[] {
  const backend = useBackend();
  return useQuery({ queryKey: held, queryFn: () => backend.spaces.held() }).data ?? [];
}

/** What a space would learn from a review; "" stands for the space it is in. */
export function useLeaks(ref: string, space: string): UseQueryResult<LeakLook> {
  const backend = useBackend();
  return useQuery({
    queryKey: look(ref, space),
    queryFn: () => backend.spaces.leaks(ref, space),
  });
}

/** The names a person entered to be looked for. */
export function useRoster(): UseQueryResult<RosterName[]> {
  const backend = useBackend();
  return useQuery({ queryKey: roster, queryFn: () => backend.spaces.roster() });
}
