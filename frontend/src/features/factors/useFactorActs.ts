import { useNavigate } from '@tanstack/react-router';
import { useBackend, type Factor, type FactorKind, type Review } from '../../backend';
import { useWrite } from '../../editing';
import { t, tn } from '../../i18n';
import { showToast } from '../../ui';
import { placeAfter } from './kinds';

const toggled = (list: readonly string[], one: string) =>
  list.includes(one) ? list.filter((x) => x !== one) : [...list, one];

/** What a person can do to the factors of a review. Each write says in a toast why it failed. */
export function useFactorActs(review: Review) {
  const backend = useBackend();
  const navigate = useNavigate();
  const write = useWrite();
  const { ref } = review;

  const set = (id: string, field: string, value: unknown) =>
    write(() => backend.reviews.setField(ref, `factors/${id}/${field}`, JSON.stringify(value), ''));

  return {
    /** Rejects with the reason, so that the caller keeps what was typed. */
    add: (text: string, kind: FactorKind, after: string, behind: string) =>
      backend.reviews.addPart(
        ref,
        'factors',
        JSON.stringify(behind ? { text, kind, condition_of: [behind] } : { text, kind }),
        after,
        '',
      ),
    setKind: (id: string, kind: FactorKind) => set(id, 'kind', kind),
    toggleClass: (factor: Factor, name: string) =>
      set(factor.id, 'classes', toggled(factor.classes, name)),
    toggleSubtype: (factor: Factor, id: string) =>
      set(factor.id, 'subtypes', toggled(factor.subtypes, id)),
    /** Puts a factor behind one that names people, or takes it from there. */
    toggleBehind: (condition: Factor, id: string) =>
      set(condition.id, 'condition_of', toggled(condition.condition_of, id)),
    move: async (id: string, step: 1 | -1) => {
      const after = placeAfter(review.factors, id, step);
      if (after !== null)
        await write(() => backend.reviews.movePart(ref, `factors/${id}`, after, ''));
    },
    remove: async (id: string) => {
      const path = `factors/${id}`;
      if (!(await write(() => backend.reviews.removePart(ref, path, '')))) return false;
      showToast({
        icon: 'trash',
        text: t('factors.removed'),
        undo: () => void write(() => backend.reviews.restorePart(ref, path, '')),
      });
      return true;
    },
    makeCauses: async (count: number) => {
      if (!(await write(() => backend.causes.fromFactors(ref, '')))) return;
      showToast({
        icon: 'fishbone',
        text: tn('factors.causesMade', count),
        act: {
          label: t('factors.openCauses'),
          run: () => void navigate({ to: '/reviews/$ref/$tab', params: { ref, tab: 'causes' } }),
        },
      });
    },
  };
}
