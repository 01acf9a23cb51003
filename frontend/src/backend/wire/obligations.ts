import type { Message } from './message';

export type ObligationPackStanding = 'in_force' | 'proposed' | 'contract';
export type ObligationApplies = 'applies' | 'not_yet' | 'ended' | 'proposed' | '';
export type ObligationState =
  'not_required' | 'asks' | 'waits' | 'running' | 'paused' | 'overdue' | 'met' | 'late';
export type ObligationDecision = '' | 'notifiable' | 'not_notifiable';

/** An instant in the zone of the case and in that of this machine, written out by Go. */
export type ObligationMoment = { utc: string; case: string; here: string };

/** The end of a limit; one of whole days ends with its day. */
export type ObligationEnd = ObligationMoment & {
  day: string;
  whole: boolean;
  /** Whole minutes that are left, negative when it has passed. */
  left: number;
};

/** A later end; `if` are the questions that decide whether it may be read so. */
export type ObligationLater = ObligationEnd & { reading: string; if: string[] };

export type ObligationSent = {
  id: string;
  at: ObligationMoment;
  /** Where only a date was stated. */
  day: string;
  by_role: string;
  content_hash: string;
  late_reason: string;
};

/** The end of a limit that is over, and the event it counted from. */
export type ObligationLapsed = ObligationEnd & { what: string };

export type ObligationClock = {
  step: string;
  name: string;
  recipient: string;
  note: string;
  state: ObligationState;
  /** The law names no number; an end is an own target. */
  soft: boolean;
  /** A late one has to say why. */
  late_reason: boolean;
  missing: string[];
  waits_for: string[];
  waits_sent: string[];
  started: ObligationMoment | null;
  due: ObligationEnd | null;
  projected: ObligationEnd | null;
  /** Over and counted no more, while a time is missing that the others count from. */
  lapsed: ObligationLapsed[];
  later: ObligationLater[];
  sent: ObligationSent[];
  /** The end by the calendar as it was when it was chosen, where that is another one. */
  kept: ObligationEnd | null;
  /** Why the calendar says nothing about days that count; the ends are those of weekdays then. */
  problem: Message | null;
};

export type ObligationEvent = {
  id: string;
  name: string;
  help: string;
  at: ObligationMoment | null;
  day: string;
  reason: string;
  before: string[];
};

export type ObligationFact = {
  id: string;
  name: string;
  type: 'yes_no' | 'number' | 'choice';
  choices: string[];
  value: string;
};

export type ObligationPaused = {
  id: string;
  /** Its name, "" for all. */
  step: string;
  from: ObligationMoment | null;
  to: ObligationMoment | null;
  reason: string;
};

export type ObligationSource = { text: string; read: string };

/** One incident under one set of rules. */
export type Assessment = {
  id: string;
  ref: string;
  space: string;
  rev: number;
  title: string;
  subject: string;
  /** Once an incident of the register has a review, it is that. */
  subject_kind: 'review' | 'incident';
  subject_ref: string;
  subject_title: string;
  pack: string;
  pack_name: string;
  pack_hash: string;
  jurisdiction: string;
  authority: string;
  standing: ObligationPackStanding | '';
  /** On `applies_day`, between the two others, each YYYY-MM-DD or "". */
  applies: ObligationApplies;
  applies_from: string;
  applies_to: string;
  applies_day: string;
  signed: boolean;
  /** Nobody but the one who proposed that version has signed it. */
  alone: boolean;
  /** The policy and version that signs it. */
  rule: string;
  /** The version that these rules were signed as, where another is in force by now. */
  superseded: string;
  /** The day on which those rules were ended by signature. */
  ended: string;
  /** The program brings other rules under this name by now. */
  changed: boolean;
  zone: string;
  calendar: string;
  calendar_ref: string;
  calendar_name: string;
  /** Its version now, and when it was chosen; "" where that is not known. */
  calendar_version: string;
  calendar_kept: string;
  decision: ObligationDecision;
  reason: string;
  decided_by: string;
  approved_by: string;
  decided_at: string;
  decided: ObligationMoment | null;
  notes: string[];
  sources: ObligationSource[];
  events: ObligationEvent[];
  facts: ObligationFact[];
  clocks: ObligationClock[];
  /** Steps that the answers alone ask for. */
  required: string[];
  /** Where that, or what was sent, contradicts the decision not to notify. */
  against: Message[];
  /** The rules let a limit stand still. */
  pausable: boolean;
  pauses: ObligationPaused[];
  /** Conflicts that wait for an answer. */
  undecided: number;
  problem: Message | null;
  changed_at: string;
  trashed: boolean;
};

export type ObligationStep = {
  id: string;
  name: string;
  recipient: string;
  note: string;
  /** Sentences: when it has to be sent, each limit with its condition, what moves an end. */
  rules: string[];
};

export type ObligationPack = {
  id: string;
  version: number;
  hash: string;
  name: string;
  jurisdiction: string;
  authority: string;
  standing: ObligationPackStanding;
  applies: ObligationApplies;
  from: string;
  to: string;
  zone: string;
  signed: boolean;
  /** Nobody but the one who proposed that version has signed it. */
  alone: boolean;
  rule: string;
  notes: string[];
  sources: ObligationSource[];
  /** Sentences that hold for all steps. */
  rules: string[];
  steps: ObligationStep[];
  events: ObligationAsked[];
  facts: ObligationAsked[];
};

/** An event or a question of a pack without a case. */
export type ObligationAsked = { id: string; name: string; type: string; choices: string[] };

/** A time as a person gives it; `pick` answers which of two local times is meant. */
export type ObligationTime = { text: string; pick: string };

export type ObligationJudgement = {
  decision: ObligationDecision;
  reason: string;
  role: string;
  approver: string;
  /** Decided although the answers ask for a notification. */
  despite: boolean;
};

export type ObligationPause = {
  /** Id, "" for all. */
  step: string;
  from: ObligationTime;
  to: ObligationTime;
  reason: string;
};

export type ObligationSubmission = {
  step: string;
  at: ObligationTime;
  role: string;
  late_reason: string;
  /** That was sent; only its hash is kept. "" for none. */
  file: string;
};

export type ObligationDraft = { title: string; text: string; missing: number };
