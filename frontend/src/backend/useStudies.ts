import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { Study, StudyStart } from './wire';

// Below the keys of all records: a changed review changes what a study would count.
const studies = [...reviewKeys.lists(), 'studies'] as const;

/** All studies: what is due first. */
export function useStudies(): UseQueryResult<Study[]> {
  const backend = useBackend();
  return useQuery({ queryKey: [...studies, 'list'], queryFn: () => backend.studies.list() });
}

/** The actions a study may be about. */
export function useStudyActions(): UseQueryResult<StudyStart[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...studies, 'actions'],
    queryFn: () => backend.studies.actions(),
  });
}

/** The services of all incidents, to choose from. */
export function useServices(): UseQueryResult<string[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...studies, 'services'],
    queryFn: async () => {
      const all = {
        period: '',
        interval: '',
        cycle: '',
        severities: [],
        service: '',
        calendar: '',
      };
      return (await backend.measures.read(all)).services;
    },
  });
}

/** One study with its forecast and its results. */
export function useStudy(ref: string): UseQueryResult<Study> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...studies, 'one', ref],
    queryFn: () => backend.studies.get(ref),
  });
}

/** What the plan would be able to tell as it is typed, where it is typed differently. */
export function useForesight(ref: string, fields: string): UseQueryResult<Study> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...studies, 'foresee', ref, fields],
    queryFn: () => backend.studies.foresee(ref, fields),
    enabled: fields !== '{}',
    placeholderData: keepPreviousData,
  });
}

/** Scenes by name, of a study as it stands. */
export function useStudyPictures(ref: string, rev: number, width: number): UseQueryResult<string> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...studies, 'pictures', ref, rev, width],
    queryFn: () => backend.studies.pictures(ref, width),
    enabled: width > 0,
    placeholderData: keepPreviousData,
  });
}

/** Studies with a check that is due, or is within two weeks. */
export function useStudiesDue(): UseQueryResult<Study[]> {
  const backend = useBackend();
  return useQuery({ queryKey: [...studies, 'due'], queryFn: () => backend.studies.due() });
}
