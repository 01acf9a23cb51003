import { useQueryClient } from '@tanstack/react-query';
import {
  parseError,
  reviewKeys,
  useBackend,
  useWorkspaceInfo,
  type ReviewRow,
} from '../../backend';
import { t, tAny } from '../../i18n';
import { showToast } from '../../ui';

type Removed = Pick<ReviewRow, 'ref' | 'title'>;

// What was removed since the program began, the last one at the end; of one workspace each.
const removed = new Map<string, Removed[]>();

/** Of one review only the newest message is shown: its way back leads nowhere once it is back. */
const topicOf = (ref: string) => `trash ${ref}`;

/** Moves reviews to the trash and back, each with the way back in a toast and by the key of undo. */
export function useTrashActs() {
  const backend = useBackend();
  const workspace = useWorkspaceInfo().data?.home ?? '';
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: reviewKeys.all });
  const fail = (e: unknown) => {
    const error = parseError(e);
    if (error.code !== 'cancelled')
      showToast({ tone: 'warn', text: tAny(error.key, error.params) });
  };

  const others = (ref: string) => (removed.get(workspace) ?? []).filter((r) => r.ref !== ref);
  const last = () => removed.get(workspace)?.at(-1);

  async function remove(row: Removed) {
    try {
      await backend.reviews.remove(row.ref);
      removed.set(workspace, [...others(row.ref), row]);
      await refresh();
      showToast({
        icon: 'trash',
        text: t('reviews.removed', { ref: row.ref }),
        topic: topicOf(row.ref),
        undo: () => void restore(row),
      });
    } catch (e) {
      fail(e);
    }
  }
  async function restore(row: Removed) {
    // Also one that cannot come back is behind us: the key must not stay at it.
    removed.set(workspace, others(row.ref));
    try {
      await backend.reviews.restore(row.ref);
      await refresh();
      showToast({
        icon: 'restore',
        text: t('reviews.restored', { ref: row.ref }),
        topic: topicOf(row.ref),
      });
    } catch (e) {
      fail(e);
    }
  }
  return {
    remove,
    restore,
    /** The review that the key of undo brings back from the trash. */
    last,
    undo: async () => {
      const row = last();
      if (row) await restore(row);
    },
  };
}
