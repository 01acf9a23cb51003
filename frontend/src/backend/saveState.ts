import { useSyncExternalStore } from 'react';

/** What the status line says about the words of the person. */
export type SaveState = {
  /** Writes on their way, and texts that are typed and not yet stored. */
  pending: number;
  /** Clock time of the last write that Go confirmed as durable, "" before the first. */
  savedAt: string;
  /** True when the last write was refused; the field itself says why. */
  failed: boolean;
};

let state: SaveState = { pending: 0, savedAt: '', failed: false };
const listeners = new Set<() => void>();

function set(next: SaveState) {
  state = next;
  for (const l of listeners) l();
}

function clock(): string {
  const d = new Date();
  return [d.getHours(), d.getMinutes(), d.getSeconds()]
    .map((n) => String(n).padStart(2, '0'))
    .join(':');
}

/** Follows one write; hands its result or its error on unchanged. */
export async function trackWrite<T>(write: Promise<T>): Promise<T> {
  set({ ...state, pending: state.pending + 1 });
  try {
    const result = await write;
    set({ pending: state.pending - 1, savedAt: clock(), failed: false });
    return result;
  } catch (e) {
    set({ ...state, pending: state.pending - 1, failed: true });
    throw e;
  }
}

/** A text has letters that are not stored (true), or all of it is stored (false). */
export function trackUnsaved(unsaved: boolean) {
  set({ ...state, pending: state.pending + (unsaved ? 1 : -1) });
}

/** Forgets the past: the workspace was changed for another. */
export function resetSaveState() {
  set({ pending: 0, savedAt: '', failed: false });
}

export function useSaveState(): SaveState {
  return useSyncExternalStore(
    (l) => {
      listeners.add(l);
      return () => listeners.delete(l);
    },
    () => state,
  );
}
