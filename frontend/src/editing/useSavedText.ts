import { useCallback, useEffect, useId, useMemo, useSyncExternalStore } from 'react';
import { trackUnsaved, useBackend, type TextConflict } from '../backend';
import { TextSaver } from './textSaver';

export type SavedText = {
  text: string;
  onChange: (text: string) => void;
  /** Saves now; give it to onBlur. */
  onBlur: () => void;
  dirty: boolean;
  conflict: TextConflict | null;
  settleConflict: () => void;
  error: unknown;
};

/** Texts that are still being saved, so that the window can wait for them before it closes. */
const open = new Set<TextSaver>();

/** Saves every text that is typed and not yet stored. Call before leaving a screen or undoing. */
export async function flushTexts(): Promise<void> {
  await Promise.all([...open].map((s) => s.flush()));
}

/**
 * Binds an editor to a text of a review: value and revision of the record in,
 * text and handlers for the editor out. Saves 400 ms after the last key and at
 * the latest every 2 s, on blur, and when the component goes.
 */
export function useSavedText({
  review,
  path,
  value,
  rev,
}: {
  review: string;
  path: string;
  value: string;
  rev: number;
}): SavedText {
  const backend = useBackend();
  const origin = useId();
  const saver = useMemo(
    () =>
      new TextSaver(
        value,
        rev,
        (base, text) => backend.reviews.saveText(review, path, base, text, origin),
        trackUnsaved,
      ),
    // A new saver for a new text only; later values arrive through receive().
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [backend, review, path, origin],
  );

  useEffect(() => {
    open.add(saver);
    return () => {
      void saver.flush().finally(() => open.delete(saver));
    };
  }, [saver]);
  const state = useSyncExternalStore(saver.subscribe, saver.current);
  useEffect(() => saver.receive(value, rev), [saver, value, rev]);

  const onChange = useCallback((text: string) => saver.type(text), [saver]);
  const onBlur = useCallback(() => void saver.flush(), [saver]);
  const settleConflict = useCallback(() => saver.settleConflict(), [saver]);
  return { ...state, onChange, onBlur, settleConflict };
}
