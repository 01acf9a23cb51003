import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { Assessment, ObligationDraft, ObligationPack } from './wire';

// Below the keys of all records: the event of a change makes these stale as well. The
// time that is left is told by Go, so it is asked for anew each minute.
const obligations = [...reviewKeys.lists(), 'obligations'] as const;
const eachMinute = 60_000;

/** All assessments, also of what was not notified: what ends next first. */
export function useRegister(): UseQueryResult<Assessment[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...obligations, 'register'],
    queryFn: () => backend.obligations.register(),
    refetchInterval: eachMinute,
  });
}

/** The assessments of one incident. */
export function useAssessments(ref: string): UseQueryResult<Assessment[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...obligations, 'about', ref],
    queryFn: () => backend.obligations.about(ref),
    refetchInterval: eachMinute,
  });
}

/** The packs this program knows, and who has signed them. */
export function usePacks(): UseQueryResult<ObligationPack[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...obligations, 'packs'],
    queryFn: () => backend.obligations.packs(),
  });
}

/** A notification as far as the incident tells it. */
export function useDraftOf(ref: string, step: string): UseQueryResult<ObligationDraft> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...obligations, 'draft', ref, step],
    queryFn: () => backend.obligations.draft(ref, step),
  });
}
