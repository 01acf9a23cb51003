import type { Message, Params } from './message';
import type { ActionStatus, FactorKind, Precision } from './review';

export type ImportStatus = 'new' | 'unchanged' | 'proposal' | 'quarantined' | 'same_elsewhere';
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
  format: string;
  status: ImportStatus;
  title: string;
  ref: string;
  counts: ImportCounts;
  kept: ImportKept[];
  findings: ImportFinding[];
  entries: ImportEntry[];
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
export type ImportMade = { kind: string; ref: string; title: string };
export type ImportResult = {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  quarantined: Quarantine[];
  records: ImportMade[];
  proposals: ImportMade[];
};
