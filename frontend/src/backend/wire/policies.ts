import type { TextSaved } from './writes';

/** Where a version or a policy stands. */
export type PolicyState =
  | 'draft'
  | 'in_review'
  | 'changes_requested'
  | 'scheduled'
  | 'in_force'
  | 'superseded'
  | 'overtaken'
  | 'retired'
  | 'undecided'
  | 'void'
  | 'damaged';

export type PolicyDecision = 'approve' | 'changes' | 'withdrawn';

/** What a sign-off is worth now. */
export type PolicyStanding =
  | 'counts'
  | 'void'
  | 'replaced'
  | 'withdrawn'
  | 'no_seat'
  | 'not_allowed'
  | 'unreadable'
  | 'unchecked'
  | 'forged';

/** Whether the device that a sign-off or an answer names made it; "" where nobody asked. */
export type SignoffProof = '' | 'made' | 'before' | 'unsealed' | 'no_key' | 'waits' | 'not_made';

/** The key with which a device seals its decisions. */
export type DeviceKey = {
  device: string;
  /** As people compare it. */
  key: string;
  trust: 'own' | 'trusted' | 'asked' | 'refused';
  /** Why it is asked about; "" otherwise. */
  why: '' | 'changed' | 'person';
};

export type ExceptionState =
  | 'requested'
  | 'refused'
  | 'upcoming'
  | 'active'
  | 'expired'
  | 'void'
  | 'improper'
  | 'undecided'
  | 'unchecked'
  | 'forged';

/** A rule as people read it now. */
export type Policy = {
  id: string;
  ref: string;
  space: string;
  kind: string;
  title: string;
  state: PolicyState;
  /** Message key of why it is undecided; "" for no reason. */
  why: string;
  /** How far the draft is. */
  draft: PolicyState;
  /** The number the draft will have. */
  next: number;
  /** The draft says something else than the newest signed version. */
  changed: boolean;
  /** The version in force. */
  force?: PolicyForce;
  /** Of the draft. */
  terms: PolicyTerms;
  /** What the draft says otherwise than the newest signed version. */
  since: PolicyDifference[];
  /** The newest first. */
  versions: PolicyVersion[];
  exceptions: PolicyException[];
  proposals: PolicyProposal[];
  rev: number;
};

export type PolicyForce = {
  number: number;
  hash: string;
  from: string;
  retroactive: boolean;
  /** YYYY-MM-DD, "" for none. */
  review: string;
  /** Days until then, negative when it has passed. */
  left: number;
  /** Nobody but the one who proposed it has signed it. */
  alone: boolean;
};

export type PolicyTerms = {
  kind: string;
  title: string;
  text: string;
  zone: string;
  effective: string;
  backdated: string;
  review: string;
  recorded: boolean;
  ends: boolean;
  count: number;
  days: number;
  settings: PolicySetting[];
  seats: PolicySeat[];
  data: PolicyLeaf[];
};

export type PolicySetting = { id: string; name: string; value: string; note: string };
export type PolicySeat = { id: string; role: string; count: number };
export type PolicyLeaf = { name: string; value: string };

export type PolicyDifference = {
  part: string;
  name: string;
  sort: 'added' | 'removed' | 'changed';
  before: string;
  after: string;
};

export type PolicyVersion = {
  id: string;
  number: number;
  hash: string;
  state: PolicyState;
  /** Message key of what is wrong with it; "" for nothing. */
  damage: string;
  at: string;
  by: string;
  own: boolean;
  note: string;
  /** The instant from which it holds; "" while it is not signed. */
  from: string;
  retroactive: boolean;
  terms: PolicyTerms;
  have: number;
  need: number;
  seats: PolicyFilled[];
  signoffs: PolicySignoff[];
  /** Nobody but the one who proposed it has agreed. */
  alone: boolean;
  /** Changed after the proposal and back: what was signed counts again. */
  again: boolean;
};

export type PolicyFilled = {
  role: string;
  count: number;
  actors: string[];
  /** The signed version before it that asks for this role, where the new one asks for less; 0. */
  because: number;
};

export type PolicySignoff = {
  id: string;
  role: string;
  actor: string;
  /** Who recorded it for them; "" for their own. */
  recorder: string;
  own: boolean;
  /** Who proposed the version. */
  proposer: boolean;
  decision: PolicyDecision;
  comment: string;
  at: string;
  standing: PolicyStanding;
  device: string;
  proof: SignoffProof;
};

export type PolicyException = {
  id: string;
  procedure: string;
  incident: string;
  justification: string;
  risk: string;
  control: string;
  requester: string;
  role: string;
  own: boolean;
  from: string;
  to: string;
  zone: string;
  state: ExceptionState;
  age: number;
  /** Days until its last one, negative when it is over. */
  left: number;
  /** It holds, and its last day is near. */
  soon: boolean;
  answer: '' | 'granted' | 'refused';
  approver: string;
  approver_role: string;
  /** On which it was answered. */
  device: string;
  proof: SignoffProof;
  answered: string;
  /** The instant at which it was asked for. */
  asked: string;
  /** Granted after its first day. */
  retroactive: boolean;
  hash: string;
  outcome: string;
  /** Two versions of the outcome wait for a decision. */
  outcome_open: boolean;
  /** It is over, and nobody has said what came of it. */
  wants: boolean;
  /** Who reads may grant or refuse it. */
  may: boolean;
  /** Who reads gave the answer, and only they can seal it by giving it once more. */
  mine: boolean;
  /** It was changed since it was answered. */
  moved: boolean;
  /** What it says otherwise than what was answered; empty where this machine does not know. */
  since: PolicyDifference[];
};

export type PolicyProposal = {
  procedure: string;
  count: number;
  exceptions: string[];
  rule: PolicyRepeat;
};
export type PolicyRepeat = { count: number; days: number };

export type PolicyMark = {
  decision: PolicyDecision;
  /** Of the version the person saw. */
  hash: string;
  role: string;
  comment: string;
  for: string;
};

/** The role for which the person had agreed before and counts no more; "" for none. */
export type PolicySigned = { rev: number; replaced: string };

/** A saved text of a draft, and the question where two could not be merged; "" for none. */
export type PolicyText = TextSaved & { question: string };

export type PolicyEnding = { from: string; backdated: string; note: string };

export type ExceptionRequest = {
  procedure: string;
  incident: string;
  justification: string;
  risk: string;
  control: string;
  role: string;
  from: string;
  to: string;
  zone: string;
};
