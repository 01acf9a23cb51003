import { useSyncExternalStore } from 'react';
import { trackRefused } from '../backend';

/** Words that could not be stored and whose field is gone. */
export type Unsaved = {
  /** The review they belong to; "" when no one knows. */
  review: string;
  text: string;
  error: unknown;
  /** Stores them now; rejects when they are refused again. Absent when they have no place. */
  again?: (() => Promise<unknown>) | undefined;
  /** Told when the person lets go of them. */
  abandon?: (() => void) | undefined;
};
export type UnsavedText = Unsaved & { id: number };

let texts: readonly UnsavedText[] = [];
let last = 0;
// What the status line counts as not saved, as long as there are any.
const owner = {};
const listeners = new Set<() => void>();

function set(next: readonly UnsavedText[]) {
  texts = next;
  trackRefused(owner, texts.length > 0);
  for (const l of listeners) l();
}

function drop(id: number) {
  if (texts.some((x) => x.id === id)) set(texts.filter((x) => x.id !== id));
}

/** Keeps words in sight until they are stored or let go. Call the answer when they are stored. */
export function keepUnsaved(text: Unsaved): () => void {
  last += 1;
  const id = last;
  set([...texts, { ...text, id }]);
  return () => drop(id);
}

/** The person does not want the words any more. */
export function letGo(text: UnsavedText) {
  text.abandon?.();
  drop(text.id);
}

/** Tries to store the words again; when that fails they stay, with the newest reason. */
export async function tryAgain(text: UnsavedText): Promise<void> {
  if (!text.again) return;
  try {
    await text.again();
    drop(text.id);
  } catch (error) {
    set(texts.map((x) => (x.id === text.id ? { ...x, error } : x)));
  }
}

export const unsavedTexts = (): readonly UnsavedText[] => texts;

export function useUnsavedTexts(): readonly UnsavedText[] {
  return useSyncExternalStore(
    (l) => {
      listeners.add(l);
      return () => {
        listeners.delete(l);
      };
    },
    () => texts,
  );
}
