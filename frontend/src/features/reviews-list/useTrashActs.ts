import { useQueryClient } from '@tanstack/react-query';
import { parseError, reviewKeys, useBackend, type ReviewRow } from '../../backend';
import { t, tAny } from '../../i18n';
import { showToast } from '../../ui';

/** Moves reviews to the trash and back, each with the way back in a toast. */
export function useTrashActs() {
  const backend = useBackend();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: reviewKeys.all });
  const fail = (e: unknown) => {
    const error = parseError(e);
    if (error.code !== 'cancelled')
      showToast({ tone: 'warn', text: tAny(error.key, error.params) });
  };

  async function remove(row: Pick<ReviewRow, 'ref' | 'title'>) {
    try {
      await backend.reviews.remove(row.ref);
      await refresh();
      showToast({
        icon: 'trash',
        text: t('reviews.removed', { ref: row.ref }),
        undo: () => void restore(row),
      });
    } catch (e) {
      fail(e);
    }
  }
  async function restore(row: Pick<ReviewRow, 'ref' | 'title'>) {
    try {
      await backend.reviews.restore(row.ref);
      await refresh();
      showToast({ icon: 'restore', text: t('reviews.restored', { ref: row.ref }) });
    } catch (e) {
      fail(e);
    }
  }
  return { remove, restore };
}
