import { useBackend } from '../../../backend';
import { useCommands } from '../../../commands';
import { flushTexts, useWrite } from '../../../editing';
import { t, tAny } from '../../../i18n';
import { showToast } from '../../../ui';

/** The keys that take the last step in a rule back and bring it again; "" for no rule. */
export function useRuleUndo(ref: string, locked: string | false) {
  const backend = useBackend();
  const write = useWrite();
  const go = async (way: 'undo' | 'redo') => {
    // A letter typed a moment ago belongs to the step that is taken back.
    await flushTexts();
    const done = await write(() => backend.records[way](ref, 'policies'));
    if (!done) return;
    const what = tAny(done.label.key, done.label.params);
    const text = t(way === 'undo' ? 'undo.done' : 'redo.done', { what });
    showToast({ icon: done.done ? way : 'info', text: done.done ? text : what, topic: 'undo' });
  };
  const when = () => !locked && ref !== '';
  useCommands('pane', [
    {
      id: 'policies.undo',
      title: 'act.undo',
      keys: ['Ctrl+z'],
      icon: 'undo',
      group: 'everywhere',
      when,
      run: () => go('undo'),
    },
    {
      id: 'policies.redo',
      title: 'act.redo',
      keys: ['Ctrl+Shift+z'],
      icon: 'redo',
      group: 'everywhere',
      when,
      run: () => go('redo'),
    },
  ]);
}
