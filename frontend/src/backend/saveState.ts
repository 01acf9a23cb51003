import { useSyncExternalStore } from 'react';

/** What the status line says about the words of the person. */
export type SaveState = {
  /** refused: something typed could not be stored; its field or the note above says why. */
  kind: 'saved' | 'saving' | 'refused';
  /** Clock time of the last write that Go confirmed as durable, "" before the first. */
  savedAt: string;
};

// Who waits, not how many: an owner that ends twice, or never began, changes nothing.
const writes = new Set<symbol>();
const dirty = new Set<object>();
const refused = new Set<object>();
let savedAt = '';
let state: SaveState = { kind: 'saved', savedAt };
const listeners = new Set<() => void>();

function derive() {
  const kind =
    refused.size > 0 ? 'refused' : dirty.size > 0 || writes.size > 0 ? 'saving' : 'saved';
  if (kind === state.kind && savedAt === state.savedAt) return;
  state = { kind, savedAt };
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
  const token = Symbol('write');
  writes.add(token);
  derive();
  try {
    const result = await write;
    savedAt = clock();
    return result;
  } finally {
    writes.delete(token);
    derive();
    if (writes.size === 0) for (const done of waiting.splice(0)) done();
  }
}

const waiting: (() => void)[] = [];

/** Resolves when no write is on its way any more. */
export function writesEnded(): Promise<void> {
  if (writes.size === 0) return Promise.resolve();
  return new Promise((resolve) => waiting.push(resolve));
}

function mark(among: Set<object>, owner: object, is: boolean) {
  if (is) among.add(owner);
  else among.delete(owner);
  derive();
}

/** The owner has letters that are not stored (true), or all of its text is stored (false). */
export function trackUnsaved(owner: object, unsaved: boolean) {
  mark(dirty, owner, unsaved);
}

/** What the owner holds was refused (true), or is stored or given up (false). */
export function trackRefused(owner: object, isRefused: boolean) {
  mark(refused, owner, isRefused);
}

/** Forgets when the last write was: the workspace was changed for another. */
export function resetSaveState() {
  savedAt = '';
  derive();
}

export const currentSaveState = (): SaveState => state;

export function subscribeSaveState(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useSaveState(): SaveState {
  return useSyncExternalStore(subscribeSaveState, currentSaveState);
}
