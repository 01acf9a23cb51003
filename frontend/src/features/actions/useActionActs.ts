import { useBackend, type ActionStatus, type ActionStep, type Review } from '../../backend';
import { useWrite } from '../../editing';
import { t } from '../../i18n';
import { showToast } from '../../ui';

/** What a person can do to the actions of a review. */
export function useActionActs(review: Pick<Review, 'ref'>) {
  const backend = useBackend();
  const write = useWrite();
  const { ref } = review;

  return {
    /** Rejects with the reason, so that the caller keeps what was typed. */
    add: (title: string, after: string) =>
      backend.reviews.addPart(ref, 'actions', JSON.stringify({ title }), after, ''),
    /** Rejects with the reason: for fields that say it themselves. */
    put: (id: string, field: string, value: unknown, seen: unknown) =>
      backend.reviews.setTyped(
        ref,
        `actions/${id}/${field}`,
        JSON.stringify(seen),
        JSON.stringify(value),
        '',
      ),
    set: (id: string, field: string, value: unknown) =>
      write(() =>
        backend.reviews.setField(ref, `actions/${id}/${field}`, JSON.stringify(value), ''),
      ),
    setState: (id: string, from: string, to: ActionStatus) =>
      write(() => backend.actions.step(ref, id, from, stepOf({ to }), '')),
    /** Rejects with the reason: for a dialog that says it at its fields. */
    step: (id: string, from: string, step: Partial<ActionStep>) =>
      backend.actions.step(ref, id, from, stepOf(step), ''),
    remove: async (id: string, name: string) => {
      const path = `actions/${id}`;
      if (!(await write(() => backend.reviews.removePart(ref, path, '')))) return false;
      showToast({
        icon: 'trash',
        text: t('actions.removed', { name }),
        undo: () => void write(() => backend.reviews.restorePart(ref, path, '')),
      });
      return true;
    },
  };
}

const stepOf = (step: Partial<ActionStep>) =>
  JSON.stringify({
    to: '',
    fields: {},
    accepted: false,
    because: '',
    ...step,
  } satisfies ActionStep);

export type ActionActs = ReturnType<typeof useActionActs>;
