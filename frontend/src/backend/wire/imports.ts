import type { Message, Params } from './message';
import type { ActionStatus, FactorKind, Precision } from './review';

/** `asked`: it looks like a newer version of a review, and nobody has said whether it is. */
export type ImportStatus = 'new' | 'unchanged' | 'proposal' | 'asked' | 'quarantined' | 'same_text';
export type ImportCounts = {
  entries: number;
  sections: number;
  factors: number;
  causes: number;
  actions: number;
  participants: number;
};
export type ImportKept = { line: number; text: string; why: Message };
export type ImportFinding = { level: string; key: string; params: Params | null; line: number };
export type ImportEntry = {
  line: number;
  at: string;
  end: string;
  zone: string;
  precision: Precision;
  /** The time as the source writes it. */
  raw: string;
  text: string;
};
export type ImportSection = {
  key: string;
  title: string;
  line: number;
  chars: number;
  kept: boolean;
};
export type ImportFactor = { line: number; text: string; kind: FactorKind };
export type ImportAction = {
  line: number;
  title: string;
  owner: string;
  /** The owner is a name, which stays on this device. */
  named: boolean;
  due: string;
  status: ActionStatus;
};
export type Quarantine = {
  file: string;
  line: number;
  field: string;
  reason: string;
  params: Params | null;
  text: string;
};
export type ImportFile = {
  /** The name only, never the folder. */
  path: string;
  /** Names the content; empty when it was not read. */
  sha256: string;
  /** Its bytes are known, and this version reads more out of them. */
  reread: boolean;
  /** The file of this import that holds the same text in other bytes, or "". */
  twinOf: string;
  /** Kept aside, and a person may have it read as text all the same. */
  asText: boolean;
  format: string;
  status: ImportStatus;
  title: string;
  ref: string;
  counts: ImportCounts;
  kept: ImportKept[];
  findings: ImportFinding[];
  entries: ImportEntry[];
  /** Times found in the text of a file without a timeline; entries only when asked for. */
  told: ImportEntry[];
  sections: ImportSection[];
  factors: ImportFactor[];
  actions: ImportAction[];
  quarantine: Quarantine | null;
};
/** read = created + updated + unchanged + quarantined. */
export type ImportPreview = {
  files: ImportFile[];
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  quarantined: number;
};
/** A channel of a chat export, with the bytes of its messages. */
export type ImportChannel = { name: string; bytes: number };
/** What a person chose in a preview; files by their place in it. */
export type ImportChoice = {
  update: boolean;
  leaveOut: number[];
  told: number[];
  /** Pieces of changed files that are left out of the merge. */
  pieces: ImportLeft[];
};
export type ImportLeft = { place: number; keys: string[] };
/** What a newer version of a file means for a piece of its review. */
export type PieceState =
  'same' | 'new' | 'file' | 'joined' | 'both' | 'here' | 'gone' | 'gone_kept' | 'removed';
export type ImportChange = {
  field: string;
  here: string;
  file: string;
  becomes: string;
  /** Both stay until somebody decides. */
  asked: boolean;
};
export type ImportPiece = {
  key: string;
  /** Empty for a field of the review itself. */
  collection: string;
  state: PieceState;
  words: string;
  /** The time of an entry as it is written. */
  at: string;
  /** Of the causes of a whole tree, else 0. */
  count: number;
  /** A merge does something with it, so it can be left. */
  asks: boolean;
  changes: ImportChange[];
};
export type ImportNote = { file: string; line: number; key: string; params: Params | null };
export type ImportMade = {
  kind: string;
  ref: string;
  title: string;
  /** It was here before. */
  updated: boolean;
  /** Values that wait for a person to decide between. */
  asks: number;
};
export type ImportResult = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  /** In no other number. */
  leftOut: number;
  quarantined: Quarantine[];
  notes: ImportNote[];
  records: ImportMade[];
  proposals: ImportMade[];
};
