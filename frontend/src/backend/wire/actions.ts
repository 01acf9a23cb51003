/** An action of any review as a row shows it; it carries a role and no name. */
export type ActionLine = {
  id: string;
  ref: string;
  /** Reference. */
  review: string;
  review_title: string;
  title: string;
  status: string;
  owner_role: string;
  due: string;
  overdue_days: number;
  /** First day on which it can be verified. */
  look_on: string;
  strength: string;
  /** What it is measured by, or how one sees that it is done. */
  proof: string;
  /** Parts that a promise needs. */
  missing: string[];
  replans: number;
  /** Whether the owner agrees to what it says now. */
  agreed: string;
  /** Reference of the study about it. */
  study: string;
  undecided: boolean;
};
export type StrengthMix = {
  stronger: number;
  intermediate: number;
  weaker: number;
  unsaid: number;
  hint: boolean;
};
/** Which actions of all reviews are wanted; "" in a list is one that says nothing there. */
export type ActionNarrowing = {
  words: string;
  states: string[];
  roles: string[];
  strengths: string[];
  services: string[];
  reviews: string[];
  overdue: boolean;
  sort: string;
};
export type ActionChoices = {
  roles: string[];
  services: string[];
  reviews: ActionReview[];
};
export type ActionReview = { ref: string; title: string };
/** The actions that were asked for, with what became of all promises in sentences. */
export type ActionList = {
  actions: ActionLine[];
  /** Of all reviews. */
  total: number;
  strength: StrengthMix;
  told: string[];
  choices: ActionChoices;
};
/** One step of an action; without a state its date is moved. */
export type ActionStep = {
  to: string;
  fields: Readonly<Record<string, unknown>>;
  accepted: boolean;
  because: string;
};
