import { useEffect, useRef } from 'react';

/** Stores what stands in a field now. False when it was refused; it is then kept in sight. */
type SaveDraft = () => Promise<boolean>;
const drafts = new Set<SaveDraft>();

/** Stores what stands in fields that save when they are left. True when none was refused. */
export async function saveDrafts(): Promise<boolean> {
  return (await Promise.all([...drafts].map((save) => save()))).every(Boolean);
}

/**
 * Calls `save` when the field goes with its screen (the page tells nobody that a
 * field taken out of it has lost the focus), and before the window closes.
 */
export function useDraft(save: SaveDraft) {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const mine = () => latest.current();
    drafts.add(mine);
    return () => {
      drafts.delete(mine);
      void mine();
    };
  }, []);
}
