import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  reviewKeys,
  useBackend,
  type MeasureCases,
  type MeasurePicture,
  type MeasureQuery,
  type Measures,
} from '../../backend';
import type { Scene } from '../../painter';

/** Counts stand beside the indicators under this key. */
export const countsKey = 'counts';

/** All measures beside those of the period before. */
export const changesKey = 'changes';

// Every change of a list of reviews makes these stale too.
const key = (query: MeasureQuery) => [...reviewKeys.lists(), 'measures', query] as const;

export function useMeasuresRead(query: MeasureQuery) {
  const backend = useBackend();
  return useQuery<Measures>({
    queryKey: [...key(query), 'read'],
    queryFn: () => backend.measures.read(query),
    placeholderData: keepPreviousData,
  });
}

export function useMeasurePictures(query: MeasureQuery, kind: MeasurePicture, width: number) {
  const backend = useBackend();
  return useQuery({
    queryKey: [...key(query), 'pictures', kind, width],
    queryFn: async () =>
      JSON.parse(await backend.measures.pictures(query, kind, width)) as Record<string, Scene>,
    enabled: width > 0,
    placeholderData: keepPreviousData,
  });
}

export function useMeasureCases(query: MeasureQuery, of: string) {
  const backend = useBackend();
  return useQuery<MeasureCases>({
    queryKey: [...key(query), 'cases', of],
    queryFn: () => backend.measures.cases(query, of),
    placeholderData: keepPreviousData,
  });
}
