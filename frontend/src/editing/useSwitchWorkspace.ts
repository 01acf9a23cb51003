import { useMutation, useQueryClient } from '@tanstack/react-query';
import { resetSaveState, useBackend, WireError } from '../backend';
import { showToast } from '../ui';
import { saveEverything } from './openSavers';
import { sentenceOf } from './useWrite';

/**
 * Changes the open workspace for the person's own or for the sample; every cached
 * answer goes. What is typed is stored first, and while it cannot be, nothing changes:
 * the words belong into the workspace that is open.
 */
export function useSwitchWorkspace() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (to: 'own' | 'sample') => {
      if (!(await saveEverything())) throw new WireError('conflict', 'workspace.unsavedTexts');
      return to === 'own' ? backend.workspace.startOwn() : backend.workspace.openSample();
    },
    onError: (e) => showToast({ tone: 'warn', text: sentenceOf(e) }),
    onSuccess: async () => {
      resetSaveState();
      await client.resetQueries();
    },
  });
}
