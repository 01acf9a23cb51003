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
};
/**
 * fits counts what fits the filter, total all of the same place. lag counts the
 * steps the index is behind the state; 0 when it has caught up.
 */
export type ReviewList = { rows: ReviewRow[]; fits: number; total: number; lag: number };
