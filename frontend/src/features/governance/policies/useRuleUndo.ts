import { useBackend } from '../../../backend';
import { useCommands } from '../../../commands';
import { flushTexts, useWrite } from '../../../editing';
import { t, tAny } from '../../../i18n';
import { showToast } from '../../../ui';

export type Way = 'undo' | 'redo';

/**
 * The keys that take the last step in a rule back and bring it again. `next` says in which
 * rule, "" for none; `told` hears what became of it: whether it was done, or undefined where
 * it was refused.
 */
export function useRuleUndo(
  next: Readonly<Record<Way, string>>,
  locked: string | false,
  told?: { begin: (way: Way) => void; end: (way: Way, ref: string, done?: boolean) => void },
) {
  const backend = useBackend();
  const write = useWrite();
  const go = async (way: Way) => {
    const ref = next[way];
    told?.begin(way);
    // A letter typed a moment ago belongs to the step that is taken back.
    await flushTexts();
    const done = await write(() => backend.records[way](ref, 'policies'));
    told?.end(way, ref, done?.done);
    if (!done) return;
    const what = tAny(done.label.key, done.label.params);
    const text = t(way === 'undo' ? 'undo.done' : 'redo.done', { what });
    showToast({ icon: done.done ? way : 'info', text: done.done ? text : what, topic: 'undo' });
  };
  const when = (way: Way) => () => !locked && next[way] !== '';
  useCommands('pane', [
    {
      id: 'policies.undo',
      title: 'act.undo',
      keys: ['Ctrl+z'],
      icon: 'undo',
      group: 'everywhere',
      when: when('undo'),
      run: () => go('undo'),
    },
    {
      id: 'policies.redo',
      title: 'act.redo',
      keys: ['Ctrl+Shift+z'],
      icon: 'redo',
      group: 'everywhere',
      when: when('redo'),
      run: () => go('redo'),
    },
  ]);
}
