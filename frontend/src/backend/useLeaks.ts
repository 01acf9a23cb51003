import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import { useSpaces } from './useSpaces';
import type { KeptBack, LeakLook, RosterName, SpaceState } from './wire';

// Below the key of the lists: every change of a review may bring a name or take one away.
const held = [...reviewKeys.lists(), 'held'] as const;
const roster = ['spaces', 'roster'] as const;
const look = (ref: string, space: string) => [...reviewKeys.lists(), 'leaks', ref, space] as const;

/** A review that is kept back, with the names of the spaces it goes to and comes from. */
export type Kept = KeptBack & { toName: string; fromName: string };

/** Reviews that others do not have as they are here. */
export function useHeld(): Kept[] {
  const backend = useBackend();
  const list = useQuery({ queryKey: held, queryFn: () => backend.spaces.held() }).data ?? [];
  const spaces = useSpaces().data ?? [];
  const nameOf = (id: string) => spaces.find((s) => s.id === id)?.name ?? '';
  return list.map((k) => ({ ...k, toName: nameOf(k.to), fromName: nameOf(k.from) }));
}

/** A space with what the next sync sends, and what is kept back on its way to it. */
export type Waiting = SpaceState & { kept: number };

/** Tells apart what a sync sends from what waits for a person, which no sync does. */
export function useWaiting(): (space: SpaceState) => Waiting {
  const list = useHeld();
  return (space) => {
    const to = list.filter((k) => k.to === space.id && k.state !== 'moving');
    const held = to.filter((k) => k.state === 'held').length;
    return { ...space, unsent: Math.max(0, space.unsent - held), kept: to.length };
  };
}

/** Asks again what is kept back, after it was said what shall become of a review. */
export function useHeldAnew(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: held });
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
