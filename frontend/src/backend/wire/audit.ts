import type { HistoryAuthor, HistoryChange } from './history';
import type { Message } from './message';

/** Who did it: a person, a rule by itself, or somebody whose words an exchange brought. */
export type AuditWho = 'person' | 'system' | 'exchange';

/** What is asked of the journal; "" and 0 leave nothing out. Days are in UTC, `to` with its evening. */
export type AuditFilter = {
  who: AuditWho | '';
  /** A reference. */
  record: string;
  /** A rule, or rule@version. */
  rule: string;
  /** An action, or an area with a dot at the end. */
  action: string;
  from: string;
  to: string;
  /** The `n` of the last row of the page above. */
  before: number;
  limit: number;
};

export type AuditRow = {
  n: number;
  chain: string;
  seq: number;
  at: string;
  who: AuditWho;
  actor: string;
  /** By whoever works on this machine. */
  own: boolean;
  rule: string;
  version: string;
  /** Who wrote what an exchange brought; null for all others. */
  by: HistoryAuthor | null;
  action: string;
  label: Message;
  kind: string;
  /** "" where it is about no record that is here. */
  ref: string;
  recordKind: string;
  title: string;
  trashed: boolean;
  /** "" for the record itself. */
  path: string;
  undone: boolean;
  erased: boolean;
  reason: string;
};

export type AuditPage = {
  rows: AuditRow[];
  more: boolean;
  /** All that the filter finds; on the first page only. */
  total: number;
  zone: string;
};

export type AuditEntry = {
  row: AuditRow;
  zone: string;
  prev: string;
  hash: string;
  /** The number of the entry it takes back, or 0. */
  undoes: number;
  changes: HistoryChange[];
};

export type AuditChoice = { action: string; label: Message };

export type AuditChoices = { actions: AuditChoice[]; rules: string[] };

/** A chain after a check: what does not hold, what can be excluded, and what cannot. */
export type AuditChain = {
  chain: string;
  device: string;
  own: boolean;
  local: boolean;
  /** Of its shared space, "" for none. */
  name: string;
  entries: number;
  last: number;
  head: string;
  whole: boolean;
  problems: Message[];
  excluded: Message[];
  open: Message[];
};

/** What a check of the workspace, or of a pack, found. */
export type AuditFindings = {
  whole: boolean;
  entries: number;
  chains: AuditChain[];
  /** Records that were compared with their entries; 0 for a pack. */
  records: number;
  /** The first of what was found there, stateCount in all. */
  states: AuditState[];
  stateCount: number;
  /** null for the workspace. */
  pack: AuditPack | null;
  /** Files of the pack that are not what its list says. */
  files: Message[];
  /** Lines from paper that no chain has. */
  unmet: Message[];
  /** Signatures that the device they name did not make. */
  signoffs: Message[];
  /** Versions of rules and exceptions that are not what people agreed to. */
  rules: Message[];
};

/** A record that is not what its entries lead to: before is theirs, after what is stored. */
export type AuditState = {
  ref: string;
  recordKind: string;
  title: string;
  code: string;
  text: Message;
  changes: HistoryChange[];
  /** Changes that are not listed. */
  more: number;
};

/** What a pack says of itself. */
export type AuditPack = {
  name: string;
  madeAt: string;
  program: string;
  device: string;
  /** Asked for; 0 is all. */
  records: number;
};

export type AuditPackSaved = { path: string; entries: number; leftOut: Message[] };
