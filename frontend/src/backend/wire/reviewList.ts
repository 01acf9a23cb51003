import type { ReviewState, Severity } from './review';

export type ListSort = 'changed' | 'date' | 'severity' | 'title';
/** What narrows and orders the list. */
export type Narrowing = {
  query: string;
  state: string;
  severity: string;
  trash: boolean;
  sort: ListSort;
};
/** A part of the list: so many rows after the first ones; a limit of 0 is all of them. */
export type ListFilter = Narrowing & {
  /** Only those in which a question of their import is open. */
  asking: boolean;
  offset: number;
  limit: number;
};
export type ReviewRow = {
  ref: string;
  id: string;
  title: string;
  severity: Severity;
  state: ReviewState;
  date: string;
  services: string[];
  entries: number;
  causes: number;
  factors: number;
  actions: number;
  actionsOpen: number;
  questions: number;
  changedAt: string;
  trashed: boolean;
  /** The clock by which it is to be held; null for one that is agreed or closed. */
  promise: PromiseTold | null;
};
/** By when a review is to be held, counted from the resolution of its incident. */
export type PromiseTold = {
  state: 'unresolved' | 'unknown' | 'running' | 'over' | 'held';
  /** How long it may take, in words; "" where nobody can say which rule holds. */
  limit: string;
  /** RFC 3339, in the zone of this machine; "" for none. */
  due: string;
  /** Minutes, negative when it is over; `business` in the open hours of the rule's calendar. */
  left: number;
  business: number | null;
  /** False where only the day of the resolution is known. */
  exact: boolean;
  /** Why nobody can say when it ends. */
  why: string;
  /** The signed rule it comes from, "" for the limit that comes with the program. */
  rule: string;
  number: number;
  /** When the review was held, RFC 3339 in the zone of this machine, or "". */
  held: string;
};
/** A review whose clock runs or is over. */
export type DuePromise = PromiseTold & {
  ref: string;
  title: string;
  severity: Severity;
  phase: ReviewState;
};
/** Incidents that a signed rule requires a review of, and that have none. */
export type Unreviewed = {
  total: number;
  first: { ref: string; number: string; title: string; severity: Severity; day: string }[];
  rule: string;
  title: string;
  number: number;
};
/**
 * fits counts what fits the filter, total all of the same place. lag counts the
 * steps the index is behind the state; 0 when it has caught up.
 */
export type ReviewList = { rows: ReviewRow[]; fits: number; total: number; lag: number };
