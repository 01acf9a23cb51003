import type { ReviewState, Severity } from './review';

export type ListSort = 'changed' | 'date' | 'severity' | 'title';
export type ListFilter = {
  query: string;
  state: string;
  severity: string;
  trash: boolean;
  sort: ListSort;
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
/** lag counts the steps the index is behind the state; 0 when it has caught up. */
export type ReviewList = { rows: ReviewRow[]; total: number; lag: number };
