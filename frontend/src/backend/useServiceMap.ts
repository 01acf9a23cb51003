import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { ServiceDoc, ServiceImported, ServiceOverview } from './wire';

// Below the keys of all records: a changed review or register changes what is counted.
const services = [...reviewKeys.lists(), 'services'] as const;

/** All services with the incidents of each, and what nobody answers to. */
export function useServiceMap(): UseQueryResult<ServiceOverview> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...services, 'all'],
    queryFn: () => backend.services.list(),
  });
}

/** One service with what stands around it on a day, "" for today. */
export function useService(ref: string, day: string): UseQueryResult<ServiceDoc> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...services, 'one', ref, day],
    queryFn: () => backend.services.get(ref, day),
    placeholderData: keepPreviousData,
  });
}

/** The picture of a service on a day, as JSON text. */
export function useServicePicture(ref: string, day: string): UseQueryResult<string> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...services, 'picture', ref, day],
    queryFn: () => backend.services.picture(ref, day),
    placeholderData: keepPreviousData,
  });
}

/** What a table would bring with these meanings of its columns. */
export function useServiceTable(
  path: string,
  columns: Record<string, string>,
): UseQueryResult<ServiceImported> {
  const backend = useBackend();
  return useQuery({
    queryKey: ['serviceTable', path, columns],
    queryFn: () => backend.services.import(path, columns, true, ''),
    placeholderData: keepPreviousData,
    // The file may be another one by the time it is looked at again.
    gcTime: 0,
  });
}
