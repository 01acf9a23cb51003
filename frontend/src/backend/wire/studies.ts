export type StudyState = 'draft' | 'running' | 'due' | 'known';
export type StudyVerdict =
  '' | 'no_comparison' | 'not_enough_data' | 'not_shown' | 'reduced' | 'increased';

/** A plan as people write it: days as YYYY-MM-DD, stretches as "from..to words". */
export type StudyPlan = {
  problem: string;
  severities: string[];
  service: string;
  change: string;
  before_from: string;
  /** "" is the day before the change. */
  before_to: string;
  burn_in: number;
  excluded: string[];
  checks: string[];
  exposure: string;
  /** Reference. */
  calendar: string;
  unit: string;
  amounts: string[];
  marks: string[];
  trigger: string[];
};

export type StudyFrozen = { day: string; at: string; by: string; hash: string };

/** What the plan can tell before its outcome is known. */
export type StudyForecast = {
  before: number;
  counted: string;
  /** "" for never. */
  earliest: string;
  check: string;
  text: string;
};

export type StudyProblem = {
  field: string;
  key: string;
  params: Readonly<Record<string, string>>;
  text: string;
};

export type StudyCase = {
  ref: string;
  title: string;
  day: string;
  side: 'before' | 'after' | 'left';
  why: string;
};

export type StudyWarning = { code: string; text: string };

export type StudyResult = {
  at: string;
  by: string;
  code: StudyVerdict;
  word: string;
  why: string;
  ratio: string;
  p: string;
  before: string;
  after: string;
  cases: StudyCase[];
  warnings: StudyWarning[];
  method: string;
  plan_hash: string;
  data_hash: string;
  rule: string;
  until: string;
  /** The incidents have changed since. */
  stale: boolean;
};

export type StudyCheck = {
  day: string;
  state: 'planned' | 'due' | 'taken';
  result: StudyResult | null;
};

/** A plan beside the one that holds: it decides nothing and is kept. */
export type StudyOther = {
  text: string;
  hash: string;
  differs: { field: string; said: string; held: string; text: string }[];
  results: string;
};

/** Whether a change did what it was made for. */
export type Study = {
  id: string;
  ref: string;
  title: string;
  state: StudyState;
  state_word: string;
  check: string;
  subject_ref: string;
  subject_title: string;
  action: string;
  /** Day on which that action was done, of a draft; '' for none. */
  done_on: string;
  plan: StudyPlan;
  hash: string;
  frozen: StudyFrozen | null;
  frozen_twice: boolean;
  /** Which of several frozen plans holds, in words; '' for one. */
  holds: string;
  /** Plans beside it, which decide nothing. */
  others: StudyOther[];
  damaged: boolean;
  forecast: StudyForecast | null;
  problem: StudyProblem | null;
  level: string;
  checks: StudyCheck[];
  verdict: string;
  verdict_code: StudyVerdict;
  replaces: string;
  replaced_by: string;
  calendar_name: string;
  undecided: number;
  rev: number;
};

export type StudyStart = { title: string; problem: string; review: string; action: string };
