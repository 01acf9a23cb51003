import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { reviewKeys } from './queries';
import type { DeviceKey, Policy, PolicyDifference } from './wire';

// Below the keys of all records: the event of a change makes these stale as well.
const policies = [...reviewKeys.lists(), 'policies'] as const;

/** The rules of the workspace, by kind and title, as of now. */
export function usePolicies(): UseQueryResult<Policy[]> {
  const backend = useBackend();
  return useQuery({ queryKey: policies, queryFn: () => backend.policies.list() });
}

/** The kinds that have a name. */
export function usePolicyKinds(): string[] {
  const backend = useBackend();
  return (
    useQuery({ queryKey: ['policies', 'kinds'], queryFn: () => backend.policies.kinds() }).data ??
    []
  );
}

/** The keys that are known here, while somebody asks for them. */
export function useDeviceKeys(wanted: boolean): DeviceKey[] {
  const backend = useBackend();
  const keys = useQuery({
    queryKey: [...policies, 'keys'],
    queryFn: () => backend.policies.keys(),
    enabled: wanted,
  });
  return keys.data ?? [];
}

/** What two versions do not say alike. */
export function usePolicyDiff(
  ref: string,
  from: string,
  to: string,
): UseQueryResult<PolicyDifference[]> {
  const backend = useBackend();
  return useQuery({
    queryKey: [...reviewKeys.one(ref), 'policyDiff', from, to],
    queryFn: () => backend.policies.diff(ref, from, to),
    enabled: from !== '' && to !== '',
  });
}
