import { useEffect, useState } from 'react';
import { useRuleUndo, type Way } from '../policies/useRuleUndo';

/** The rules in which something was done on this page, the last one last. */
type Steps = Readonly<Record<Way, readonly string[]>>;
const none: Steps = { undo: [], redo: [] };

// The page is built anew when one is asked for or chosen; until it is left they stay.
let kept = none;
const isHere = () => window.location.hash.startsWith('#/governance/exceptions');

/**
 * Takes back only what was done on this page, the last first: undo takes the last step in a
 * rule, and in one that is merely looked at that may be a step of long ago. The answer notes
 * that something was done in a rule.
 */
export function useOwnSteps(locked: string | false): (ref: string) => void {
  const [steps, setSteps] = useState(kept);
  const put = (next: Steps) => {
    kept = next;
    setSteps(next);
  };
  useEffect(
    () => () => {
      if (!isHere()) kept = none;
    },
    [],
  );
  useRuleUndo({ undo: steps.undo.at(-1) ?? '', redo: steps.redo.at(-1) ?? '' }, locked, {
    // Taken at once: a second press means the step before it.
    begin: (way) => put({ ...kept, [way]: kept[way].slice(0, -1) }),
    end: (way, ref, done) => {
      if (done === false) return; // nothing there to take back
      const on: Way = done ? (way === 'undo' ? 'redo' : 'undo') : way;
      put({ ...kept, [on]: [...kept[on], ref] });
    },
  });
  return (ref) => put({ undo: [...kept.undo, ref], redo: [] });
}
