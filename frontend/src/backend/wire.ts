// The types of the wire between the window and Go. They mirror the structs of
// package app field by field; wire.contract.test.ts holds them to the generated
// bindings, so that a difference fails the type check. Times are strings in the forms of domain/timeline, lists are never
// null, "" means "not known".

export type Params = Readonly<Record<string, string>>;

/** A sentence of the catalogue with its gaps filled. */
export type Message = { key: string; params?: Params | null };

// ---- workspace

export type WorkspaceInfo = {
  name: string;
  home: string;
  sample: boolean;
  version: string;
  readOnly: boolean;
  problem: Message | null;
  /** True on the first start, before anything was made. */
  first: boolean;
};
export type Setting = { name: string; value: string };
export type HelpTopic = { id: string; title: string };

// ---- reviews

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
  | 'mitigation'
  | 'restore'
  | 'resolve';
export type FactorKind = 'contributing' | 'went_well' | 'went_wrong' | 'luck';
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
  times: TimeStatement[];
  line?: number;
  rank?: string;
};
export type Factor = {
  id: string;
  text: string;
  kind: FactorKind;
  classes: string[];
  rank: string;
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
  kind?: ActionKind;
  strength?: Strength;
  criterion?: string;
  measure?: string;
  tracker?: string;
  /** Days an open action is over its date. */
  overdue_days?: number;
  /** Known on this machine only. */
  owner_name?: string;
  rank: string;
};
export type Participant = { id: string; role: string; actor: string; name?: string; rank: string };
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
export type Review = {
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
  started: TimeStatement | null;
  detected: TimeStatement | null;
  declared: TimeStatement | null;
  mitigated: TimeStatement | null;
  resolved: TimeStatement | null;
  sections: Section[];
  timeline: Entry[];
  factors: Factor[];
  analyses: Analysis[];
  causes: Cause[];
  evidence: Evidence[];
  actions: Action[];
  participants: Participant[];
  stated_durations: Stated[];
  findings: Finding[];
  durations: Duration[];
  /** Open ones. */
  conflicts: Conflict[];
  created_at: string;
  changed_at: string;
  /** Kept on this machine; absent while there are none. */
  private_notes?: string;
};

export type ListSort = 'changed' | 'date' | 'severity' | 'title';
export type ListFilter = {
  query: string;
  state: string;
  severity: string;
  trash: boolean;
  sort: ListSort;
};
export type ReviewRow = {
  ref: string;
  id: string;
  title: string;
  severity: Severity;
  state: ReviewState;
  date: string;
  services: string[];
  entries: number;
  causes: number;
  factors: number;
  actions: number;
  actionsOpen: number;
  questions: number;
  changedAt: string;
  trashed: boolean;
};
/** lag counts the steps the index is behind the state; 0 when it has caught up. */
export type ReviewList = { rows: ReviewRow[]; total: number; lag: number };

export type Written = { rev: number };
export type Created = { ref: string; id: string; rev: number };
export type Added = { id: string; rev: number };
export type TextConflict = { base: string; yours: string; theirs: string };
export type TextSaved = { rev: number; text: string; conflict: TextConflict | null };
export type Collection =
  | 'sections'
  | 'timeline'
  | 'factors'
  | 'actions'
  | 'participants'
  | 'causes'
  | 'analyses'
  | 'evidence';
export type TimeCheck = {
  ok: boolean;
  statement: TimeStatement;
  key: string;
  params: Params | null;
};

/** How a line of the scribe is read. */
export type LineCheck = {
  ok: boolean;
  /** It begins with a time; else it happened now. */
  stated: boolean;
  statement: TimeStatement;
  /** The words behind the time. */
  text: string;
  key: string;
  params: Params | null;
};

/** incident: the zone of the review; local: that of this machine. */
export type ZoneMode = 'incident' | 'utc' | 'local';
/** A statement in the zone of a screen, in the forms of TimeStatement.at. */
export type ShownTime = { at: string; end: string };
/** From one known moment to the next; entry is the first one in it. */
export type Phase = { entry: string; from: Anchor; to: Anchor; minutes: number; exact: boolean };
/** Times by entry id or anchor name; zone "" means as stated. */
export type ShownTimes = {
  zone: string;
  times: Record<string, ShownTime>;
  phases: Phase[];
};

// ---- history

export type HistoryChange = { path: string; before: string; after: string };
export type HistoryRow = {
  step: number;
  /** Where the page after this row begins. */
  before: number;
  at: string;
  actor: string;
  action: string;
  /** How the step came about: "edit", "undo", "redo" … */
  kind: string;
  label: Message;
  origin: string;
  undone: boolean;
  changes: HistoryChange[];
};
export type HistoryPage = { rows: HistoryRow[]; more: boolean };
/** path is what to select or show; done=false carries the reason in label. */
export type UndoResult = { done: boolean; label: Message; rev: number; path: string };
export type UndoState = { undo: Message | null; redo: Message | null };

// ---- imports

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

// ---- causes and reports

export type CauseView = 'fishbone' | 'whys';
export type SceneOptions = {
  view: CauseView;
  /** Causes deeper than this are folded; 0 draws all, -1 the categories alone. */
  level: number;
  /** px of a label and px at which labels wrap; 0 means the default. */
  font: number;
  maxW: number;
};
export type CausePlace = 'after' | 'before' | 'child' | 'parent';
export type CauseMove = 'up' | 'down' | 'in' | 'out';
/** path holds the texts of what stands above it, joined by " / ". */
export type CauseTarget = { id: string; label: string; number: string; path: string };
export type CauseField =
  'status' | 'classes' | 'folded' | 'side' | 'gate' | 'kind' | 'also' | 'therefore';
export type ReportKind = 'internal' | 'executive';
/** "" when the person cancelled the dialog. */
export type SavedFile = { path: string };

// ---- events

export type BackendEvents = {
  /** The window waits for what is typed to be saved; the answer is workspace.flushed. */
  'window.closing': Record<string, never>;
  'review.changed': { ref: string; rev: number; origin: string };
  'reviews.changed': { rev: number };
  'files.dropped': { paths: string[] };
  'job.progress': { id: string; done: number; total: number; label: string };
  'job.done': { id: string; error?: string | null };
};
export type BackendEvent = keyof BackendEvents;
