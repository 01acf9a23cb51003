import { useMutation, useQueryClient } from '@tanstack/react-query';
import { resetSaveState, useBackend, WireError } from '../backend';
import { dismissTopic, showToast } from '../ui';
import { saveEverything } from './openSavers';
import { sentenceOf } from './useWrite';

/** The person's own workspace, the sample, or a folder that is asked for. */
export type OtherWorkspace = 'own' | 'sample' | 'folder';

/**
 * Changes the open workspace for another; every cached
 * answer goes. What is typed is stored first, and while it cannot be, nothing changes:
 * the words belong into the workspace that is open.
 */
export function useSwitchWorkspace() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    /** Null when nothing was chosen. */
    mutationFn: async (to: OtherWorkspace) => {
      if (!(await saveEverything())) throw new WireError('conflict', 'workspace.unsavedTexts');
      if (to === 'own') return backend.workspace.startOwn();
      if (to === 'sample') return backend.workspace.openSample();
      const folder = await backend.workspace.chooseFolder();
      return folder ? backend.workspace.openFolder(folder) : null;
    },
    onError: (e) => showToast({ tone: 'warn', topic: 'workspace', text: sentenceOf(e) }),
    onSuccess: async (info) => {
      if (!info) return;
      dismissTopic('workspace');
      resetSaveState();
      await client.resetQueries();
    },
  });
}
