import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { SpaceMirror, SpacePerson, SpaceState } from './wire';

// Below the key of the lists: every change of a review may be one that waits to be sent.
const all = [...reviewKeys.lists(), 'spaces'] as const;

/** The spaces this workspace takes part in, by name. */
export function useSpaces(): UseQueryResult<SpaceState[]> {
  const backend = useBackend();
  return useQuery({ queryKey: all, queryFn: () => backend.spaces.list() });
}

const people = [...reviewKeys.lists(), 'people'] as const;

/** What those who write to a space want to be called there, by their pseudonym. */
export function useAliases(space: string): (actor: string) => string {
  const backend = useBackend();
  const { data } = useQuery<SpacePerson[]>({
    queryKey: people,
    queryFn: () => backend.spaces.people(),
  });
  return (actor) => data?.find((p) => p.space === space && p.actor === actor)?.alias ?? '';
}

const mirrors = [...reviewKeys.lists(), 'mirrors'] as const;

/** The spaces that are mirrored in a folder. */
export function useMirrors(): UseQueryResult<SpaceMirror[]> {
  const backend = useBackend();
  return useQuery({ queryKey: mirrors, queryFn: () => backend.spaces.mirrors() });
}
