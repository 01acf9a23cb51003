import type { Message } from './message';

export type HistoryChange = { path: string; before: string; after: string };
export type HistoryRow = {
  step: number;
  /** Where the page after this row begins. */
  before: number;
  at: string;
  actor: string;
  action: string;
  /** How the step came about: "edit", "undo", "redo" … */
  kind: string;
  label: Message;
  origin: string;
  undone: boolean;
  changes: HistoryChange[];
};
export type HistoryPage = { rows: HistoryRow[]; more: boolean };
/** path is what to select or show; done=false carries the reason in label. */
export type UndoResult = { done: boolean; label: Message; rev: number; path: string };
export type UndoState = { undo: Message | null; redo: Message | null };
