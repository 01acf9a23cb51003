/** What is asked of the incidents; "" and none are the defaults. */
export type MeasureQuery = {
  period: string;
  /** "" leaves it to the data; else day, week, month, quarter or between. */
  interval: string;
  /** How often somebody looks: week, month or quarter; "" is quarter. */
  cycle: string;
  severities: string[];
  service: string;
  /** A calendar's reference: counts are told against its opening hours. */
  calendar: string;
};

/** A number with its interval; an end that is null is open. */
export type MeasureNumber = {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
  level: number;
  n: number;
  missing: number;
  method: string;
  /** For people, without n. */
  text: string;
};

/** What may be said of a change, and why not more. */
export type MeasureVerdict = { code: string; word: string; why: string };

export type MeasureSpan = { first: string; last: string; text: string };

export type MeasureReason = { why: string; count: number; text: string };

export type MeasureSide = {
  n: number;
  /** The geometric mean. */
  typical: MeasureNumber;
  median: MeasureNumber;
  seventy_fifth: MeasureNumber;
  ninetieth: MeasureNumber;
  /** Without an interval. */
  mean: MeasureNumber;
  /** Median, percentiles and mean in one line; '' without a case. */
  spread: string;
  left_out: MeasureReason[];
};

export type Indicator = {
  key: string;
  from: string;
  to: string;
  title: string;
  moments: string;
  now: MeasureSide;
  before: MeasureSide;
  change: MeasureNumber;
  verdict: MeasureVerdict;
  needed: number;
  /** Both periods together. */
  left_out: MeasureReason[];
  notes: string[];
  /** What the chart in order says. */
  course: string;
};

export type MeasureChoice = {
  interval: string;
  title: string;
  points: number;
  mean: number | null;
  text: string;
  in_cycle: boolean;
};

export type MeasureRow = {
  key: string;
  label: string;
  first: string;
  last: string;
  count: number;
  value: number | null;
  lower: number | null;
  upper: number | null;
  state: string;
  text: string;
  refs: string[];
};

export type MeasureCounts = {
  now: MeasureNumber;
  before: MeasureNumber;
  change: MeasureNumber;
  verdict: MeasureVerdict;
  /** What rates are told against, in words. */
  unit: string;
  /** Whose opening hours; "" is all the time. */
  calendar: string;
  interval: string;
  recommended: string;
  choices: MeasureChoice[];
  chart: string;
  course: string;
  rows: MeasureRow[];
  notes: string[];
};

/** The incidents of one severity, or of one service. */
export type MeasureClass = {
  key: string;
  name: string;
  now: MeasureNumber;
  before: MeasureNumber;
  /** Of both periods. */
  refs: string[];
};

export type MeasureClasses = { key: string; title: string; rows: MeasureClass[]; notes: string[] };

/** A whole quarter or year that can be asked for. */
export type MeasurePeriod = { period: string; title: string };

/** What has to be so for intervals and words to hold, and why no mean leads. */
export type MeasureSuppose = {
  means: string;
  lengths: string;
  changes: string;
  counts: string;
  classes: string;
};

/** A version of a rule that stands behind a result; no reference is the program's own. */
export type MeasureRule = { ref: string; version: string; hash: string; text: string };

export type Measures = {
  period: string;
  now: MeasureSpan;
  /** null where there is nothing to compare with. */
  before: MeasureSpan | null;
  total: number;
  taken: number;
  /** Of those, how many are of the period. */
  here: number;
  /** How many of them stand in neither period, and why. */
  apart: string[];
  /** How many of taken are known from the register alone, and the sentence; '' for none. */
  unreviewed: number;
  register: string;
  services: string[];
  indicators: Indicator[];
  counts: MeasureCounts;
  classes: MeasureClasses[];
  periods: MeasurePeriod[];
  suppose: MeasureSuppose;
  rules: MeasureRule[];
};

/** One incident behind a number, or left out of it. */
export type MeasureCase = {
  ref: string;
  title: string;
  day: string;
  severity: string;
  /** "now" or "before"; "" outside of both. */
  side: string;
  minutes: number;
  exact: boolean;
  /** The length, or why it was left out. */
  text: string;
  left_out: string;
};

export type MeasureCases = { key: string; title: string; cases: MeasureCase[]; total: number };

export type MeasurePicture = 'spread' | 'course';
export type MeasureFormat = 'csv' | 'svg' | 'png' | 'pdf';
