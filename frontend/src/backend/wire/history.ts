import type { Message } from './message';
import type { Review } from './review';

/** Lead and tail are the words beside what differs in a long text. */
export type HistoryChange = {
  path: string;
  lead: string;
  before: string;
  after: string;
  tail: string;
  /** A question about the place came or went, and no other value. */
  asked: boolean;
};
/** Who wrote what came with an exchange, as its space names them. */
export type HistoryAuthor = {
  /** "" where nobody is known. */
  name: string;
  /** When it was committed; "" where that is not known. */
  at: string;
  commit: string;
  /** Two versions came together: nobody wrote it. */
  joined: boolean;
  /** This device, before it was set up anew. */
  own: boolean;
};
/** A version or a decision of somebody that a step told of, as words. */
export type HistoryBeside = {
  value: string;
  /** "" where nobody is known. */
  by: string;
  own: boolean;
  /** "" where that is not known. */
  at: string;
  why: string;
  /** A decision; else a version. */
  decided: boolean;
  /** A file that was imported again said it, and no person. */
  file: boolean;
};
export type HistoryRow = {
  /** null for what was done here. */
  by: HistoryAuthor | null;
  /** The person at this machine did it. */
  own: boolean;
  step: number;
  /** Where the page after this row begins. */
  before: number;
  at: string;
  /** The zone of `at`, in words. */
  zone: string;
  actor: string;
  action: string;
  /** How the step came about: "edit", "undo", "redo" … */
  kind: string;
  label: Message;
  origin: string;
  undone: boolean;
  /** The reason given with a decision; "" for none. */
  why: string;
  changes: HistoryChange[];
  /** What others wrote or decided about the place of a line that did not stand. */
  beside: HistoryBeside[];
};
export type HistoryPage = { rows: HistoryRow[]; more: boolean };
/** A review as it was after a step. */
export type PastReview = { review: Review; row: HistoryRow };
/** path is what to select or show; done=false carries the reason in label. */
export type UndoResult = { done: boolean; label: Message; rev: number; path: string };
export type UndoState = { undo: Message | null; redo: Message | null };
