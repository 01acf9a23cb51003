import { useQueryClient } from '@tanstack/react-query';
import {
  parseError,
  reviewKeys,
  useBackend,
  useWorkspaceInfo,
  type ReviewRow,
} from '../../backend';
import { refusalOf } from '../../editing';
import { t, tValue } from '../../i18n';
import { showToast } from '../../ui';

type Row = Pick<ReviewRow, 'ref' | 'title'>;
/** What was done to a review of the list: put into the trash, or into another state. */
type Done = Row & { from?: string; to?: string };

// What was done since the program began, the last one at the end; of one workspace each.
const done = new Map<string, Done[]>();

/** Of one review only the newest message is shown: its way back leads nowhere once it is back. */
const topicOf = (ref: string) => `trash ${ref}`;

/**
 * Moves reviews to the trash and back, and from state to state, each with the way back in a
 * toast and by the key of undo.
 */
export function useTrashActs() {
  const backend = useBackend();
  const workspace = useWorkspaceInfo().data?.home ?? '';
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: reviewKeys.all });
  const fail = (e: unknown) => {
    if (parseError(e).code !== 'cancelled') showToast(refusalOf(e));
  };

  const all = () => done.get(workspace) ?? [];
  // Once a review is back from the trash, no key brings it back again.
  const others = (ref: string) => all().filter((d) => d.ref !== ref || d.to !== undefined);
  const last = () => all().at(-1);

  /**
   * Sets the state of a review that is still in the one it was seen in. Where somebody has set
   * another since, that stays and is told.
   */
  async function setState(ref: string, from: string, to: string): Promise<boolean> {
    const { state } = await backend.reviews.get(ref);
    if (state !== from) {
      await refresh();
      showToast({
        tone: 'warn',
        text: t('reviews.movedOn', { ref, state: tValue('state', state) }),
        topic: topicOf(ref),
      });
      return false;
    }
    // What arrives between the two is kept beside it, as a question.
    await backend.reviews.setTyped(ref, 'state', JSON.stringify(from), JSON.stringify(to), '');
    await refresh();
    return true;
  }
  async function move(row: Row, from: string, to: string) {
    try {
      if (!(await setState(row.ref, from, to))) return;
      const step: Done = { ref: row.ref, title: row.title, from, to };
      done.set(workspace, [...all(), step]);
      showToast({
        icon: 'check',
        text: t('reviews.moved', { ref: row.ref, state: tValue('state', to) }),
        topic: topicOf(row.ref),
        undo: () => void moveBack(step),
      });
    } catch (e) {
      fail(e);
    }
  }
  async function moveBack(step: Done) {
    done.set(
      workspace,
      all().filter((d) => d !== step),
    );
    try {
      if (!(await setState(step.ref, step.to ?? '', step.from ?? ''))) return;
      showToast({
        icon: 'undo',
        text: t('reviews.moved', { ref: step.ref, state: tValue('state', step.from ?? '') }),
        topic: topicOf(step.ref),
      });
    } catch (e) {
      fail(e);
    }
  }
  async function remove(row: Row) {
    try {
      await backend.reviews.remove(row.ref);
      done.set(workspace, [...others(row.ref), { ref: row.ref, title: row.title }]);
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
  async function restore(row: Row) {
    // Also one that cannot come back is behind us: the key must not stay at it.
    done.set(workspace, others(row.ref));
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
    fail,
    remove,
    restore,
    move,
    /** What the key of undo takes back. */
    last,
    undo: async () => {
      const step = last();
      if (step) await (step.to === undefined ? restore(step) : moveBack(step));
    },
  };
}
