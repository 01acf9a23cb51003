import type { Action } from './review';

/** An action of any review with what is known of its promise. */
export type ActionTold = Action & {
  /** Reference. */
  review: string;
  review_title: string;
  severity: string;
  /** Parts that a promise needs. */
  missing: string[];
  replans: number;
  /** Reference of the study about it. */
  study: string;
  undecided: boolean;
};
/** A share of n with its interval, each from 0 to 1. */
export type PromiseShare = { share: number; low: number; high: number; n: number };
export type Promises = {
  on_time: PromiseShare | null;
  in_time: number;
  late: number;
  overdue: number;
  median_late: number | null;
  unknown: number;
  replanned: number;
  replans: number;
};
export type StrengthMix = {
  stronger: number;
  intermediate: number;
  weaker: number;
  unsaid: number;
  hint: boolean;
};
/** The actions of all reviews, with what became of the promises in sentences. */
export type ActionList = {
  actions: ActionTold[];
  promises: Promises;
  strength: StrengthMix;
  reviews: number;
  told: string[];
};
/** One step of an action; without a state its date is moved. */
export type ActionStep = {
  to: string;
  fields: Readonly<Record<string, unknown>>;
  accepted: boolean;
  because: string;
};
