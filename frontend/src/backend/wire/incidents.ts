export type IncidentOrder =
  'time' | 'severity' | 'priority' | 'state' | 'length' | 'title' | 'number';

/** In a list "" means that there is no value. */
export type IncidentQuery = {
  words: string;
  severities: string[];
  priorities: string[];
  states: string[];
  sources: string[];
  services: string[];
  reviews: string[];
  from: string;
  to: string;
  /** Only what this import made or changed. */
  import: string;
  /** Only those of which another source tells number and title as well. */
  twice: boolean;
  order: IncidentOrder;
  reverse: boolean;
};

export type IncidentFacetName =
  'severities' | 'states' | 'reviews' | 'priorities' | 'services' | 'sources';

export type IncidentRow = {
  id: string;
  ref: string;
  /** What people call it in the tool it comes from. */
  number: string;
  source: string;
  title: string;
  state: string;
  severity: string;
  priority: string;
  /** As the source wrote it. */
  toldState: string;
  toldSeverity: string;
  toldPriority: string;
  services: string[];
  at: string;
  zone: string;
  precision: string;
  /** From its beginning to its end; -1 where one of the two is not known. */
  minutes: number;
  review: string;
};

export type IncidentValue = { value: string; count: number; chosen: boolean };
export type IncidentFacet = { name: IncidentFacetName; values: IncidentValue[]; more: number };

export type IncidentList = {
  total: number;
  all: number;
  waiting: number;
  rows: IncidentRow[];
  facets: IncidentFacet[];
};

export type IncidentMoment = {
  name: string;
  at: string;
  zone: string;
  precision: string;
  raw: string;
};

export type IncidentLine = {
  key: string;
  at: string;
  zone: string;
  precision: string;
  kind: string;
  state: string;
  text: string;
  role: string;
  /** Known on this machine alone. */
  name: string;
};

export type IncidentField = { name: string; value: string };

export type IncidentDoc = {
  row: IncidentRow;
  summary: string;
  link: string;
  owners: string[];
  people: string[];
  moments: IncidentMoment[];
  lines: IncidentLine[];
  raw: IncidentField[];
  file: string;
  importedAt: string;
};

export type IncidentReviewed = { ref: string; made: boolean };

export type IncidentAnswers = {
  zone: string;
  dayOrder: string;
  columns: Record<string, string>;
  /** What becomes of incidents another source has told of: "all" or "new" come in, "" asks. */
  twins: string;
};

export type IncidentQuestion = {
  key: string;
  field: string;
  params: Record<string, string>;
  samples: string[];
};

export type IncidentColumn = { header: string; target: string; values: string[] };

export type IncidentSample = {
  line: number;
  row: IncidentRow;
  /** Why it would be no incident, or "". */
  reason: string;
  params: Record<string, string>;
};

export type IncidentPreview = {
  columns: IncidentColumn[];
  rows: IncidentSample[];
  questions: IncidentQuestion[];
};

export type IncidentUse = { field: string; target: string; why: string };

export type IncidentImportRow = {
  id: string;
  file: string;
  /** Where the person had it. */
  path: string;
  format: string;
  at: string;
  state: 'running' | 'finished' | 'stopped' | 'withdrawing' | 'withdrawn';
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  quarantined: number;
  /** Its program ended before it did, and nobody has said what becomes of it. */
  half: boolean;
};

export type IncidentImported = {
  import: IncidentImportRow;
  questions: IncidentQuestion[];
  headers: string[];
  fields: IncidentUse[];
  same: boolean;
  remembered: IncidentAnswers;
  alike: number;
};

export type IncidentWithdrawn = { file: string; removed: number; restored: number; left: number };

export type IncidentRefused = {
  n: number;
  file: string;
  line: number;
  /** Where it begins in its line; 0 for the beginning. */
  column: number;
  field: string;
  reason: string;
  params: Record<string, string>;
  text: string;
  retry: boolean;
  /** A code of its severity that has no meaning yet, or "". */
  code: string;
  /** The field that can be said anew, or "". */
  mends: string;
  told: string;
  /** The two moments that its time may mean because the clocks were set back, the earlier first. */
  both: string[];
};

export type IncidentMended = { taken: number; left: number };

export type IncidentQuarantine = { rows: IncidentRefused[]; total: number };

/** A code that was given another meaning; is and was are '' for none. */
export type IncidentMeaning = {
  /** severity, priority or state. */
  field: string;
  code: string;
  is: string;
  was: string;
  count: number;
  at: string;
};
/** by is "incident", "reading", "word", or "" for a register without days. */
export type IncidentKnown = { until: string; by: string };
export type IncidentMeant = { version: number; reread: number; taken: number; waiting: number };
