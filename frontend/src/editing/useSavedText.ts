import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useMemo, useSyncExternalStore } from 'react';
import { reviewKeys, useBackend, type Review, type TextConflict, type TextSaved } from '../backend';
import { newSaver, useOpenSaver } from './openSavers';

export type SavedText = {
  text: string;
  /** The text as typed by now; `text` is as drawn and may be one drawing behind. */
  now: () => string;
  onChange: (text: string) => void;
  /** Saves now; give it to onBlur. */
  onBlur: () => void;
  dirty: boolean;
  conflict: TextConflict | null;
  settleConflict: () => void;
  error: unknown;
};

/** Where a text is kept that is none of a review. The caller keeps it the same. */
export type TextStore = {
  save: (base: string, text: string, origin: string) => Promise<TextSaved>;
  /** What is typed is what stands from now on, beside another text that it could not be merged with. */
  settle: (origin: string) => Promise<unknown>;
};

/**
 * Binds an editor to a text of a review, or of another store: value and revision of the record in,
 * text and handlers for the editor out. Saves 400 ms after the last key and at
 * the latest every 2 s, on blur, and when the component goes.
 */
export function useSavedText({
  review,
  path,
  value,
  rev,
  store,
}: {
  review: string;
  path: string;
  value: string;
  rev: number;
  store?: TextStore | undefined;
}): SavedText {
  const backend = useBackend();
  const client = useQueryClient();
  const origin = useId();
  const saver = useMemo(
    () =>
      newSaver(value, rev, (base, text) =>
        store
          ? store.save(base, text, origin)
          : backend.reviews.saveText(review, path, base, text, origin),
      ),
    // A new saver for a new text only; later values arrive through receive().
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [backend, store, review, path, origin],
  );

  useOpenSaver(saver, review);
  const state = useSyncExternalStore(saver.subscribe, saver.current);
  useEffect(() => saver.receive(value, rev), [saver, value, rev]);

  const onChange = useCallback((text: string) => saver.type(text), [saver]);
  const now = useCallback(() => saver.current().text, [saver]);
  const onBlur = useCallback(() => void saver.flush(), [saver]);
  const settleConflict = useCallback(() => {
    const theirs = saver.current().conflict?.theirs;
    saver.settleConflict();
    if (store) {
      // Refused, it stays in the list of open conflicts, which says so itself.
      void saver
        .flush()
        .then(() => store.settle(origin))
        .catch(() => undefined);
      return;
    }
    // The record keeps the conflict open until it is told; what is typed is current by now.
    const kept = client
      .getQueryData<Review>(reviewKeys.record(review))
      ?.conflicts.find((c) => c.state === 'open' && c.path === path && c.values[1] === theirs);
    if (!kept) return;
    // Refused, it stays in the list of open conflicts, which says so itself.
    void saver
      .flush()
      .then(() =>
        backend.reviews.settleConflict(
          review,
          kept.id,
          { keep: '1', text: '', why: '', seen: [] },
          origin,
        ),
      )
      .catch(() => undefined);
  }, [backend, client, origin, path, review, saver, store]);
  return { ...state, now, onChange, onBlur, settleConflict };
}
