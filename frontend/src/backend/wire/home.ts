import type { PolicyDifference, PolicyException } from './policies';
import type { IncidentImportRow } from './incidents';
import type { DuePromise, Unreviewed } from './reviewList';
import type { ObligationEnd } from './obligations';

/** An open action of any review, with its date. */
export type DueAction = {
  /** Of the review. */
  ref: string;
  /** The title of the review. */
  review: string;
  id: string;
  title: string;
  /** Of its owner; "" for none. */
  role: string;
  /** YYYY-MM-DD */
  due: string;
  status: string;
  /** 0 until the day has passed. */
  overdue_days: number;
};

export type DueList = {
  /** Today on this machine, YYYY-MM-DD. */
  day: string;
  actions: DueAction[];
  /** There are others, later ones. */
  more: boolean;
  /** Open actions whose date no calendar has; it stands in `due` as it was written. */
  odd: DueAction[];
  /** Rules in force to be looked at again by a day that is over or near. */
  policies: DuePolicy[];
  /** Rules of which a version waits for signatures, and the reader has said nothing about it. */
  waiting: WaitingPolicy[];
  /** Limits of obligations that are over or near. */
  clocks: DueClock[];
  /** Exceptions that have run out and of which nobody has said what came of them. */
  ended: EndedException[];
  /** References of rules and assessments that cannot be read: what they ask is in no list. */
  unread: string[];
  /** What else in rules only a person can settle. */
  needs: RuleNeed[];
  /** Files of the inbox that ask something or cannot be read. */
  inbox_files: number;
  /** Files of reviews in the inbox that somebody has to look at. */
  inbox_reviews: number;
  /** Rows of incidents that could not be taken. */
  quarantine: number;
  /** Imports of incidents whose program ended before they did. */
  imports: IncidentImportRow[];
  /** Trend reports of whole periods that are due. */
  reports: DueReport[];
  /** What is told no more until its day. */
  promises: DuePromise[];
  unreviewed: Unreviewed;
  put_off: PutOff[];
};

export type DueReport = {
  /** As Home names it. */
  key: string;
  /** As the measures are asked for it. */
  period: string;
  title: string;
  /** YYYY-MM-DD: the day from which it is due. */
  day: string;
  now: boolean;
};

export type PutOff = {
  /** As Home names it. */
  key: string;
  title: string;
  /** YYYY-MM-DD: the day on which it is told again. */
  until: string;
  reason: string;
};

export type RuleNeed = {
  /** As Home names it. */
  key: string;
  what:
    | 'exception'
    | 'changed'
    | 'confirm'
    | 'undecided'
    | 'damaged'
    | 'forged'
    | 'forged_answer'
    | 'key';
  /** Of the rule. */
  ref: string;
  title: string;
  /** Of the version; 0 where it is about none. */
  number: number;
  /** The procedure of an exception, the role of a signature. */
  text: string;
  /** The exception it is about; "" for the others. */
  part: string;
  /** It names this machine. */
  own: boolean;
  /** On which an exception was asked for; "" for the others. */
  day: string;
  /** What an exception that was changed since had been answered; "" for the others. */
  answer: PolicyException['answer'];
  /** What it says otherwise than that; empty where this machine does not know. */
  since: PolicyDifference[];
};

export type DuePolicy = {
  ref: string;
  title: string;
  kind: string;
  number: number;
  review: string;
  overdue_days: number;
};

export type WaitingPolicy = {
  ref: string;
  title: string;
  kind: string;
  number: number;
  have: number;
  need: number;
};

export type EndedException = {
  /** Of the rule. */
  ref: string;
  title: string;
  id: string;
  procedure: string;
  /** Its last day. */
  to: string;
};

export type DueClock = {
  ref: string;
  pack: string;
  /** Of the step in its pack. */
  id: string;
  step: string;
  subject: string;
  signed: boolean;
  /** An answer decides about it; the end is the earliest that is possible. */
  asks: boolean;
  /** Times that have not come, where the end is projected from one that has. */
  waits: string[];
  /** The calendar says nothing about days that count, so weekdays do. */
  weekdays: boolean;
  end: ObligationEnd;
};
