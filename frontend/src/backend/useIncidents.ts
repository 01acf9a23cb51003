import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type {
  IncidentAnswers,
  IncidentDoc,
  IncidentImportRow,
  IncidentKnown,
  IncidentMeaning,
  IncidentList,
  IncidentPreview,
  IncidentQuarantine,
  IncidentQuery,
  IncidentRow,
} from './wire';

// Below the keys of all records: the event of a change makes these stale as well.
const incidents = [...reviewKeys.lists(), 'incidents'] as const;

/** Rows that are asked for at once: more than two screenfuls of a large window. */
const pageRows = 100;

export type IncidentRows = {
  /** The list with its facets; the last one stays while another is made. */
  head: UseQueryResult<IncidentList>;
  /** One row of the list, if it has been read. */
  rowAt: (place: number) => IncidentRow | undefined;
};

/** A list of any length of which the pages between two places are read. */
export function useIncidentRows(query: IncidentQuery, first: number, last: number): IncidentRows {
  const backend = useBackend();
  const head = useQuery({
    queryKey: [...incidents, query, 0],
    queryFn: () => backend.incidents.list(query, 0, pageRows),
    placeholderData: keepPreviousData,
  });
  const from = Math.floor(first / pageRows);
  const pages = Array.from(
    { length: Math.floor(last / pageRows) - from + 1 },
    (_, i) => from + i,
  ).filter((page) => page > 0);
  const others = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...incidents, query, page],
      queryFn: () => backend.incidents.list(query, page * pageRows, pageRows),
    })),
  });
  const read = new Map(pages.map((page, i) => [page, others[i]?.data]));
  read.set(0, head.data);
  return {
    head,
    rowAt: (place) => read.get(Math.floor(place / pageRows))?.rows[place % pageRows],
  };
}

/** The places of a list of some length: the same array as long as the length is the same. */
export function usePlaces(length: number): readonly number[] {
  return useMemo(() => Array.from({ length }, (_, i) => i), [length]);
}

export function useIncident(ref: string): UseQueryResult<IncidentDoc> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...incidents, 'one', ref],
    queryFn: () => backend.incidents.get(ref),
  });
}

export function useIncidentImports(): UseQueryResult<IncidentImportRow[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...incidents, 'imports'],
    queryFn: () => backend.incidents.imports(),
  });
}

/** The first rows in quarantine. */
export function useIncidentQuarantine(most: number): UseQueryResult<IncidentQuarantine> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...incidents, 'quarantine', most],
    queryFn: () => backend.incidents.quarantine(0, most),
  });
}

/** Codes that were given another meaning. */
export function useIncidentMeanings(): UseQueryResult<IncidentMeaning[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...incidents, 'meanings'],
    queryFn: () => backend.incidents.meanings(),
  });
}

/** Until when the register tells of what happened. */
export function useIncidentsKnown(enabled: boolean): UseQueryResult<IncidentKnown> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...incidents, 'until'],
    queryFn: () => backend.incidents.until(),
    enabled,
  });
}

/** How a file would be read with these answers, while they are being found. */
export function useIncidentPreview(
  path: string,
  answers: IncidentAnswers,
  enabled: boolean,
): UseQueryResult<IncidentPreview> {
  const backend = useBackend();
  return useQuery({
    queryKey: ['incidentPreview', path, answers],
    queryFn: () => backend.incidents.preview(path, answers),
    enabled,
    placeholderData: keepPreviousData,
    // The file may be another one by the time it is looked at again.
    gcTime: 0,
  });
}
