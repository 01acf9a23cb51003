import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useMemo, useSyncExternalStore } from 'react';
import {
  reviewKeys,
  trackRefused,
  trackUnsaved,
  useBackend,
  writesEnded,
  type Backend,
  type Review,
  type TextConflict,
} from '../backend';
import { saveDrafts } from './drafts';
import { TextSaver } from './textSaver';
import { keepUnsaved, unsavedTexts } from './unsaved';

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

/** Texts that may still have to be saved, so that the window can wait for them before it closes. */
const open = new Set<TextSaver>();
/** Those whose editor is on the screen. */
const shown = new Set<TextSaver>();

/** Saves every text that is typed and not yet stored. Call before leaving a screen or undoing. */
export async function flushTexts(): Promise<void> {
  await Promise.all([...open].map((s) => s.flush()));
}

/** Saves whatever is typed anywhere. True when nothing is left that is not stored. */
export async function saveEverything(): Promise<boolean> {
  const draftsStored = await saveDrafts();
  await flushTexts();
  await writesEnded();
  return draftsStored && unsavedTexts().length === 0 && ![...open].some((s) => s.current().dirty);
}

function newSaver(
  backend: Backend,
  place: { review: string; path: string; origin: string },
  value: string,
  rev: number,
): TextSaver {
  const owner = {};
  return new TextSaver(
    value,
    rev,
    (base, text) => backend.reviews.saveText(place.review, place.path, base, text, place.origin),
    ({ dirty, error }) => {
      trackUnsaved(owner, dirty);
      trackRefused(owner, dirty && error !== null);
    },
  );
}

/** The editor is gone; where its text was refused, the words go where they stay in sight. */
function keep(saver: TextSaver, review: string) {
  const { text, error, dirty } = saver.current();
  if (!dirty) return;
  const drop = keepUnsaved({
    review,
    text,
    error,
    again: async () => {
      await saver.flush();
      const now = saver.current();
      if (now.dirty) throw now.error;
    },
    abandon: () => saver.abandon(),
  });
  // A store that comes back takes the words without being asked.
  const stop = saver.subscribe(() => {
    if (saver.current().dirty) return;
    stop();
    drop();
  });
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
  const client = useQueryClient();
  const origin = useId();
  const saver = useMemo(
    () => newSaver(backend, { review, path, origin }, value, rev),
    // A new saver for a new text only; later values arrive through receive().
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [backend, review, path, origin],
  );

  useEffect(() => {
    open.add(saver);
    shown.add(saver);
    return () => {
      shown.delete(saver);
      void saver.flush().then(() => {
        if (shown.has(saver)) return;
        open.delete(saver);
        keep(saver, review);
      });
    };
  }, [saver, review]);
  const state = useSyncExternalStore(saver.subscribe, saver.current);
  useEffect(() => saver.receive(value, rev), [saver, value, rev]);

  const onChange = useCallback((text: string) => saver.type(text), [saver]);
  const onBlur = useCallback(() => void saver.flush(), [saver]);
  const settleConflict = useCallback(() => {
    const theirs = saver.current().conflict?.theirs;
    saver.settleConflict();
    // The record keeps the conflict open until it is told; what is typed is current by now.
    const kept = client
      .getQueryData<Review>(reviewKeys.record(review))
      ?.conflicts.find((c) => c.state === 'open' && c.path === path && c.values[1] === theirs);
    if (!kept) return;
    // Refused, it stays in the list of open conflicts, which says so itself.
    void saver
      .flush()
      .then(() => backend.reviews.settleConflict(review, kept.id, '1', origin))
      .catch(() => undefined);
  }, [backend, client, origin, path, review, saver]);
  return { ...state, onChange, onBlur, settleConflict };
}
