import type { Params } from './message';
import type { Picture } from './pictures';

export type ReviewState = 'draft' | 'in_review' | 'agreed' | 'closed';
export type Severity = '' | 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4' | 'SEV5';
export type Precision =
  'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'approximate' | 'unknown';
export type EntryKind =
  | ''
  | 'observation'
  | 'detection'
  | 'ack'
  | 'declare'
  | 'decision'
  | 'action'
  | 'comms'
  | 'handover'
  | 'command'
  | 'mitigation'
  | 'restore'
  | 'resolve';
export type FactorKind =
  | 'trigger'
  | 'contributing'
  | 'evasion'
  | 'mitigator'
  | 'went_well'
  | 'went_wrong'
  | 'luck'
  | 'surprise';
export type ActionStatus =
  'idea' | 'candidate' | 'committed' | 'in_progress' | 'done' | 'verified' | 'declined';
export type ActionKind =
  '' | 'prevent' | 'detect' | 'mitigate' | 'respond' | 'investigate' | 'process';
export type Strength = '' | 'stronger' | 'intermediate' | 'weaker';
export type Anchor = 'started' | 'detected' | 'declared' | 'mitigated' | 'resolved';

export type TimeStatement = {
  at: string;
  end?: string;
  zone: string;
  precision: Precision;
  raw?: string;
  by?: string;
  reason?: string;
  recorded_at?: string;
};
export type Section = {
  key: string;
  title: string;
  text: string;
  kept?: boolean;
  /** Of its heading in the source, 1 to 6. */
  level?: number;
  /** The heads of tables of the source that were read into parts. */
  columns?: string[];
};
export type Entry = TimeStatement & {
  id: string;
  text: string;
  role?: string;
  actor?: string;
  /** Known on this machine only. */
  name?: string;
  kind?: EntryKind;
  /** The line of work it belongs to. */
  workstream?: string;
  times: TimeStatement[];
  line?: number;
  rank?: string;
};
export type Factor = {
  id: string;
  text: string;
  kind: FactorKind;
  classes: string[];
  /** What a class means here: "technical/capacity". */
  subtypes: string[];
  /** Ids of the factors that name people behind which this one stands. */
  condition_of: string[];
  rank: string;
};
/** One class among the contributing factors; too few have no share. */
export type ClassShare = {
  class: string;
  count: number;
  share?: number;
  subtypes?: ClassShare[];
};
export type ClassShares = {
  /** Contributing factors with a class: what the shares are of. */
  factors: number;
  unclassed: number;
  classes: ClassShare[];
  rolled: ClassShare[];
};
export type TechniqueName = 'five_whys' | 'fishbone_timeline' | 'fishbone_recurrence';
/** What was said to choose how to ask how it came about, and what was chosen; absent is not said. */
export type Technique = {
  technique_teams?: number;
  technique_failures?: number;
  technique_recurrences?: number;
  technique_course?: string;
  technique?: string;
  /** The rule and its advice when it was chosen. */
  technique_rule?: string;
  technique_advised?: string;
  technique_because?: string;
};
export type Analysis = { id: string; title: string; current: boolean };
export type Cause = {
  id: string;
  parent: string;
  kind: string;
  text: string;
  note?: string;
  status: string;
  classes: string[];
  side?: string;
  folded?: boolean;
  gate?: string;
  rank: string;
  evidence_for?: number;
  evidence_against?: number;
  factor?: string;
  /** Ids of other causes this one also contributes to. */
  also?: string[];
  /** Verdict on reading "this, therefore its parent". */
  therefore?: string;
};
export type Stance = 'supports' | 'contradicts' | 'context';
/** One piece that speaks for or against a cause. */
export type Evidence = {
  id: string;
  cause: string;
  entry?: string;
  kind: string;
  text?: string;
  stance: Stance;
  rank: string;
};
export type Action = {
  id: string;
  ref: string;
  title: string;
  text?: string;
  owner: string;
  owner_role: string;
  owner_actor?: string;
  due: string;
  status: ActionStatus;
  /** Id of the cause it answers. */
  cause?: string;
  kind?: ActionKind;
  strength?: Strength;
  criterion?: string;
  measure?: string;
  /** Of the measure, today. */
  baseline?: string;
  target?: string;
  tracker?: string;
  /** The state the tracker last told, in its own word. */
  ticket_state?: string;
  /** Days between done and the first look. */
  soak_days?: number;
  done_on?: string;
  /** The owner agreed that day to that date and to the words of that sum. */
  accepted_on?: string;
  accepted_due?: string;
  accepted_of?: string;
  verified_on?: string;
  verifier_role?: string;
  proof?: string;
  declined_because?: string;
  declined_by?: string;
  /** Whether the owner agrees to what it says now. */
  agreed?: '' | 'yes' | 'changed';
  /** First day on which it can be verified. */
  look_on?: string;
  /** Days an open action is over its date. */
  overdue_days?: number;
  /** Known on this machine only. */
  owner_name?: string;
  rank: string;
};
/** One change of the date of a promise. */
export type Replan = {
  id: string;
  action: string;
  from?: string;
  to?: string;
  on: string;
  reason: string;
  rank: string;
};
/** A meeting in which the review is held, or is to be. */
export type Meeting = {
  id: string;
  at: TimeStatement | null;
  /** Its length, 0 where nobody said. */
  minutes: number;
  place?: string;
  state: 'planned' | 'held' | 'cancelled';
  /** What held when it was: the rule with its version, and the limit. */
  rule?: string;
  limit?: string;
  rank: string;
};
/** What is said of a meeting at once; null leaves a part as it is. */
export type MeetingSaid = {
  at: string | null;
  minutes: number | null;
  place: string | null;
  state: '' | 'planned' | 'cancelled';
};
export type Duty = '' | 'facilitator' | 'co_facilitator' | 'note_taker';
/** What somebody says of a place of the review; it holds a role and never a name. */
export type ReviewComment = {
  id: string;
  text: string;
  /** Path: "factors/<id>", "severity"; absent for the review. */
  about?: string;
  role?: string;
  on: string;
  state: 'open' | 'resolved';
  rank: string;
};
export type Participant = {
  id: string;
  role: string;
  /** The function of the organisation that speaks through them. */
  function?: string;
  /** In the review. */
  duty?: Duty;
  actor: string;
  name?: string;
  rank: string;
};
export type Stated = {
  id: string;
  label: string;
  text: string;
  minutes: number;
  has_size: boolean;
  from?: string;
  to?: string;
  rank: string;
};
export type Finding = {
  id: string;
  level: 'question' | 'finding' | 'notice';
  key: string;
  params: Params | null;
  about?: string;
  line?: number;
  state: 'open' | 'answered' | 'dismissed';
  answer?: string;
  rank: string;
};
/** Two values for one field that nobody has decided between; the first one is current. */
export type Conflict = {
  id: string;
  /** In the record: "sections/summary/text". */
  path: string;
  /** "text": typed at once; "reimport": an edit and a changed file. */
  kind: string;
  base: string;
  values: string[];
  state: string;
  rank: string;
};
export type Duration = {
  from: Anchor;
  to: Anchor;
  minutes: number;
  exact: boolean;
  problem?: string;
  stated?: string;
};
export type Review = Technique & {
  technique_advice: { technique: string; why: string; rule: string };
  evidence_share: { causes: number; evidenced: number; share?: number };
  kind: string;
  id: string;
  ref: string;
  space: string;
  rev: number;
  title: string;
  severity: Severity;
  state: ReviewState;
  services: string[];
  tags: string[];
  zone: string;
  date: string;
  /** The day and zone to show, and what says them; computed. */
  incident: { date: string; date_from: string; zone: string; zone_from: string };
  started: TimeStatement | null;
  detected: TimeStatement | null;
  declared: TimeStatement | null;
  mitigated: TimeStatement | null;
  resolved: TimeStatement | null;
  sections: Section[];
  timeline: Entry[];
  factors: Factor[];
  class_shares: ClassShares;
  analyses: Analysis[];
  causes: Cause[];
  evidence: Evidence[];
  actions: Action[];
  replans: Replan[];
  meetings: Meeting[];
  comments: ReviewComment[];
  participants: Participant[];
  stated_durations: Stated[];
  findings: Finding[];
  /** Findings of checks that a person left as they are. */
  left?: Finding[];
  pictures: Picture[];
  durations: Duration[];
  /** Open ones. */
  conflicts: Conflict[];
  created_at: string;
  changed_at: string;
  /** Kept on this machine; absent while there are none. */
  private_notes?: string;
  /** It lies in the trash and takes no edits. */
  trashed?: boolean;
};
/**
 * A review whole, or as what became of the one with an earlier stamp: then `review.timeline`
 * stands for `drop` entries of that one, beginning at `from`.
 */
export type ReviewSince = {
  /** "" where the next answer is whole anyway. */
  stamp: string;
  whole: boolean;
  review: Review;
  from: number;
  drop: number;
};
