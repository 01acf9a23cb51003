import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { parseError, reviewKeys, useBackend, type Review, type UndoResult } from '../backend';
import { flushTexts, refusalOf } from '../editing';
import { t, tAny } from '../i18n';
import { showToast } from '../ui';
import { reviewTabs } from './reviewTabs';

// Going where one is already is a visit of its own: the part is chosen again.
let visits = 0;

// Whoever has pressed a key or a button since is somewhere else already: what came
// back is not chosen over what they chose. Ctrl and Shift alone are no act.
let acts = 0;
const modifiers: readonly string[] = ['Control', 'Shift', 'Alt', 'Meta'];
window.addEventListener('pointerdown', () => (acts += 1), true);
window.addEventListener(
  'keydown',
  (e) => {
    if (!modifiers.includes(e.key)) acts += 1;
  },
  true,
);

const tabs: Readonly<Record<string, string | undefined>> = {
  sections: 'overview',
  participants: 'overview',
  timeline: 'timeline',
  factors: 'factors',
  causes: 'causes',
  analyses: 'causes',
  evidence: 'causes',
  actions: 'actions',
};

/**
 * Where a path of a review is shown: the step, and the part to choose there while
 * it exists. The record itself is the overview.
 */
export function placeOf(path: string, review: Review | undefined): { tab: string; at: string } {
  const [collection = '', id = ''] = path.split('/');
  const tab = tabs[collection] ?? 'overview';
  if (!review) return { tab, at: '' };
  switch (collection) {
    case 'sections':
      return { tab, at: review.sections.some((s) => s.key === id) ? id : '' };
    case 'evidence':
      return { tab, at: review.evidence.find((e) => e.id === id)?.cause ?? '' };
    case 'timeline':
    case 'factors':
    case 'causes':
    case 'actions':
      return { tab, at: review[collection].some((x) => x.id === id) ? id : '' };
    default:
      return { tab, at: '' };
  }
}

/**
 * Takes back or brings back the last step of a review, says what it was, and
 * chooses what it changed; where that is another step of the work, it says which.
 */
export function useUndo() {
  const backend = useBackend();
  const client = useQueryClient();
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (s) => s.location.pathname });

  const go = (ref: string, tab: string, at: string) =>
    void navigate({
      to: '/reviews/$ref/$tab',
      params: { ref, tab },
      search: at ? { at } : {},
      state: { visit: (visits += 1) },
    });

  return async (ref: string, way: 'undo' | 'redo') => {
    const asked = acts;
    try {
      // A letter typed a moment ago belongs to the step that is taken back.
      await flushTexts();
      const result: UndoResult = await backend.records[way](ref, '');
      const what = tAny(result.label.key, result.label.params);
      if (!result.done) {
        showToast({ icon: 'info', text: what, topic: 'undo' });
        return;
      }
      const text = t(way === 'undo' ? 'undo.done' : 'redo.done', { what });
      // What came back is chosen once the screen has it.
      await client.invalidateQueries({ queryKey: reviewKeys.record(ref) });
      const { tab, at } = placeOf(result.path, client.getQueryData<Review>(reviewKeys.record(ref)));
      const step = reviewTabs.find((x) => x.id === tab);
      // The history shows each step itself, wherever it was.
      if (pathname.endsWith(`/${tab}`) || pathname.endsWith('/history') || !step) {
        if (at && acts === asked && pathname.endsWith(`/${tab}`)) go(ref, tab, at);
        showToast({ icon: way, text, topic: 'undo' });
        return;
      }
      showToast({
        icon: way,
        text: t('undo.elsewhere', { done: text, step: t(step.title) }),
        act: { label: t('undo.show'), run: () => go(ref, tab, at) },
        topic: 'undo',
      });
    } catch (e) {
      const error = parseError(e);
      if (error.code !== 'cancelled') {
        const told = { tone: 'warn', text: tAny(error.key, error.params), topic: 'undo' } as const;
        showToast(error.key === 'review.not_to_agree' ? refusalOf(e) : told);
      }
    }
  };
}
