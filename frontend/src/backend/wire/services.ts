/** A service in a list: `own` counts the incidents that name it, `all` those of what it needs as well. */
export type ServiceRow = {
  ref: string;
  name: string;
  /** A role, "" for none. */
  owner: string;
  /** 1 to 4, "" for none. */
  tier: string;
  /** Day, "" while it runs. */
  retired: string;
  own: number;
  all: number;
  gaps: number;
};

export type ServiceNamed = { ref: string; name: string };
export type ServiceGap = { ref: string; service: string; category: string };

export type ServiceCoverage = {
  categories: string[];
  pairs: number;
  owned: number;
  /** -1 where there are no pairs. */
  percent: number;
  gaps: ServiceGap[];
  unowned: ServiceNamed[];
};

/** A name that no service answers to. */
export type ServiceProposal = {
  name: string;
  incidents: number;
  needs: number;
  like: ServiceNamed[];
};

export type ServiceOverview = {
  services: ServiceRow[];
  coverage: ServiceCoverage;
  /** Sentences. */
  circles: string[];
  twice: string[];
  proposals: ServiceProposal[];
  none: ServiceProposal[];
  total: number;
  nameless: number;
};

/** `ref` is the service it means, "" for none; "" has no bound. */
export type ServiceNeed = { id: string; service: string; ref: string; from: string; to: string };
export type ServicePair = { id: string; category: string; role: string };

/** A service above or below; `by` is the reference of the one it was reached from. */
export type ServiceStep = {
  ref: string;
  name: string;
  level: number;
  by: string;
  from: string;
  to: string;
};

export type ServiceCase = {
  ref: string;
  title: string;
  day: string;
  severity: string;
  own: boolean;
  services: string[];
};

export type ServiceDoc = {
  row: ServiceRow;
  aliases: string[];
  note: string;
  trashed: boolean;
  rev: number;
  day: string;
  needs: ServiceNeed[];
  owners: ServicePair[];
  above: ServiceStep[];
  below: ServiceStep[];
  cases: ServiceCase[];
  gaps: string[];
  circles: string[];
  twice: string[];
  told: string[];
};

export type ServiceColumn = { header: string; target: string; values: string[] };
export type ServiceRefusal = { line: number; why: string; text: string };

/** read = created + updated + unchanged + refused, by rows. */
export type ServiceImported = {
  file: string;
  asks: boolean;
  columns: ServiceColumn[];
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  refusals: ServiceRefusal[];
};

export type ServiceBack = { back: number; left: number };
export type ServiceAnswer = 'service' | 'alias' | 'none' | 'open';
