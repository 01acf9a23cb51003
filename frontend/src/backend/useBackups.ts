import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useBackend } from './hooks';
import { workspaceKeys } from './queries';
import type { BackupState } from './wire';

/** How the backups of this workspace stand, as of now. */
export function useBackupState(): UseQueryResult<BackupState> {
  const backend = useBackend();
  return useQuery({
    queryKey: workspaceKeys.backups(),
    queryFn: () => backend.backups.state(),
    // A day later it is another answer.
    gcTime: 0,
  });
}
