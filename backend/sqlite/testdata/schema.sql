CREATE INDEX import_source_path ON import_source(path);
CREATE INDEX import_source_sha ON import_source(sha256);
CREATE INDEX import_source_text ON import_source(text_sha256);
CREATE INDEX inbox_file_name ON inbox_file(folder, name, n);
CREATE INDEX inbox_file_sum ON inbox_file(sha256);
CREATE INDEX inbox_file_waits ON inbox_file(state, n) WHERE there = 1 AND state IN ('asks', 'review', 'refused', 'later');
CREATE INDEX incident_at ON incident(at DESC, n);
CREATE INDEX incident_day ON incident(day, severity, state);
CREATE INDEX incident_facets ON incident(severity, priority, state, source, review);
CREATE UNIQUE INDEX incident_id ON incident(id);
CREATE INDEX incident_import_sum ON incident_import(sha256, state);
CREATE INDEX incident_number ON incident(number);
CREATE INDEX incident_random ON incident(substr(id, 11));
CREATE INDEX incident_refused_import ON incident_refused(import, id);
CREATE INDEX incident_review ON incident(review) WHERE review <> '';
CREATE INDEX incident_service_n ON incident_service(n, service);
CREATE INDEX journal_action ON journal(action, n);
CREATE INDEX journal_at ON journal(at);
CREATE INDEX journal_entity ON journal(record, entity, n);
CREATE INDEX journal_record ON journal(record, n);
CREATE INDEX journal_rule ON journal(actor, n) WHERE actor >= 'rule:' AND actor < 'rule;';
CREATE INDEX journal_step ON journal(step);
CREATE INDEX part_conflict ON part(record, id) WHERE collection = 'conflicts' AND removed = 0;
CREATE INDEX part_due ON part(coalesce(json_extract(doc, '$.status'), ''), json_extract(doc, '$.due'))
  WHERE collection = 'actions' AND removed = 0;
CREATE INDEX part_last ON part(record, collection, removed, json_extract(doc, '$.rank'));
CREATE UNIQUE INDEX quarantine_sha ON quarantine(sha256);
CREATE INDEX record_of_space ON record(space, id, rev, removed_at);
CREATE INDEX record_people ON record(id) WHERE json_extract(local_doc, '$.people') IS NOT NULL;
CREATE INDEX record_random ON record(substr(id, 11));
CREATE INDEX record_rev ON record(rev);
CREATE INDEX record_space ON record(space);
CREATE INDEX space_base_refused ON space_base(space, record) WHERE refused <> '[]';
CREATE INDEX space_base_rev ON space_base(space, record, rev);
CREATE INDEX space_base_snapshot ON space_base(space, record) WHERE snapshot IS NOT NULL;
CREATE INDEX step_record ON step(record, id);
CREATE TABLE chain (
  id         TEXT PRIMARY KEY,
  device     TEXT NOT NULL,
  space      TEXT NOT NULL,
  seq        INTEGER NOT NULL DEFAULT 0,
  hash       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE committed (
  chain  TEXT NOT NULL REFERENCES chain(id),
  space  TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  commit_hash TEXT NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (chain, space, seq)
) WITHOUT ROWID;
CREATE TABLE device_key (
  device TEXT NOT NULL,
  key    TEXT NOT NULL,
  actor  TEXT NOT NULL,
  trust  TEXT NOT NULL,
  why    TEXT NOT NULL,
  space  TEXT NOT NULL,
  seen   INTEGER NOT NULL,
  PRIMARY KEY (device, key)
) WITHOUT ROWID;
CREATE TABLE focus (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  asked_at INTEGER NOT NULL
);
CREATE TABLE import_source (
  record         TEXT NOT NULL REFERENCES record(id),
  path           TEXT NOT NULL,
  sha256         TEXT NOT NULL,
  format         TEXT NOT NULL,
  reader_version INTEGER NOT NULL,
  at             INTEGER NOT NULL,
  snapshot       BLOB NOT NULL, text_sha256 TEXT,
  PRIMARY KEY (record, sha256)
) WITHOUT ROWID;
CREATE TABLE inbox_file (
  n      INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  name   TEXT NOT NULL,
  size   INTEGER NOT NULL,
  mod    INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  at     INTEGER NOT NULL,
  state  TEXT NOT NULL,
  there  INTEGER NOT NULL,
  import TEXT NOT NULL,
  format TEXT NOT NULL,
  key    TEXT NOT NULL,
  params TEXT NOT NULL
);
CREATE TABLE incident (
  n             INTEGER PRIMARY KEY,
  id            TEXT NOT NULL,
  source        TEXT NOT NULL,
  key           TEXT NOT NULL,
  number        TEXT NOT NULL,
  title         TEXT NOT NULL,
  state         TEXT NOT NULL,
  severity      TEXT NOT NULL,
  priority      TEXT NOT NULL,
  told_state    TEXT NOT NULL,
  told_severity TEXT NOT NULL,
  told_priority TEXT NOT NULL,
  begins        TEXT NOT NULL,
  at            INTEGER NOT NULL,
  day           TEXT NOT NULL,
  minutes       REAL,
  review        TEXT NOT NULL DEFAULT '',
  import        TEXT NOT NULL,
  profile       INTEGER NOT NULL,
  words         TEXT NOT NULL,
  UNIQUE (source, key)
);
CREATE TABLE incident_before (
  import TEXT NOT NULL,
  n      INTEGER NOT NULL,
  prior  TEXT NOT NULL,
  doc    TEXT NOT NULL,
  PRIMARY KEY (import, n)
) WITHOUT ROWID;
CREATE TABLE incident_doc (
  n   INTEGER PRIMARY KEY,
  doc TEXT NOT NULL
);
CREATE TABLE incident_import (
  id     TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  at     INTEGER NOT NULL,
  state  TEXT NOT NULL,
  doc    TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE incident_refused (
  id     INTEGER PRIMARY KEY,
  sum    TEXT NOT NULL UNIQUE,
  import TEXT NOT NULL,
  at     INTEGER NOT NULL,
  doc    TEXT NOT NULL,
  row    TEXT NOT NULL
);
CREATE TABLE incident_service (
  service TEXT NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (service, n)
) WITHOUT ROWID;
CREATE TABLE incident_times (
  n     INTEGER PRIMARY KEY,
  times TEXT NOT NULL
);
CREATE TABLE journal (
  n      INTEGER PRIMARY KEY AUTOINCREMENT,
  chain  TEXT NOT NULL REFERENCES chain(id),
  seq    INTEGER NOT NULL,
  step   INTEGER NOT NULL REFERENCES step(id),
  undoes INTEGER NOT NULL DEFAULT 0,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  action TEXT NOT NULL,
  record TEXT NOT NULL,
  entity TEXT NOT NULL,
  prev   TEXT NOT NULL,
  hash   TEXT NOT NULL,
  UNIQUE (chain, seq)
);
CREATE TABLE journal_payload (
  n      INTEGER PRIMARY KEY REFERENCES journal(n),
  before TEXT NOT NULL,
  after  TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE TABLE leak_allowed (
  record  TEXT NOT NULL REFERENCES record(id),
  finding TEXT NOT NULL,
  words   TEXT NOT NULL,
  reason  TEXT NOT NULL,
  actor   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (record, finding)
) WITHOUT ROWID;
CREATE TABLE leak_held (
  record TEXT PRIMARY KEY REFERENCES record(id),
  space  TEXT NOT NULL,
  at     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE left_base (
  space       TEXT NOT NULL,
  record      TEXT NOT NULL,
  commit_hash TEXT NOT NULL,
  PRIMARY KEY (space, record)
) WITHOUT ROWID;
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE mirror_base (
  space  TEXT NOT NULL REFERENCES space(id),
  record TEXT NOT NULL,
  rev    INTEGER NOT NULL,
  files  TEXT NOT NULL,
  PRIMARY KEY (space, record)
) WITHOUT ROWID;
CREATE TABLE part (
  record     TEXT NOT NULL REFERENCES record(id),
  collection TEXT NOT NULL,
  id         TEXT NOT NULL,
  doc        TEXT NOT NULL,
  rev        INTEGER NOT NULL,
  removed    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (record, collection, id)
) WITHOUT ROWID;
CREATE TABLE quarantine (
  id     TEXT PRIMARY KEY,
  file   TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  line   INTEGER NOT NULL,
  field  TEXT NOT NULL,
  reason TEXT NOT NULL,
  params TEXT NOT NULL,
  body   BLOB NOT NULL,
  at     INTEGER NOT NULL,
  state  TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE received_commit (
  commit_hash TEXT PRIMARY KEY,
  author      TEXT NOT NULL,
  device      TEXT NOT NULL,
  at          INTEGER NOT NULL,
  joined      INTEGER NOT NULL DEFAULT 0
, space TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE record (
  id          TEXT PRIMARY KEY,
  space       TEXT NOT NULL REFERENCES space(id),
  kind        TEXT NOT NULL,
  head        TEXT NOT NULL,
  rev         INTEGER NOT NULL,
  base_commit TEXT NOT NULL DEFAULT '',
  local_doc   TEXT NOT NULL DEFAULT '{}',
  created_at  INTEGER NOT NULL,
  changed_at  INTEGER NOT NULL,
  removed_at  INTEGER
) WITHOUT ROWID;
CREATE TABLE roster (
  name     TEXT PRIMARY KEY COLLATE NOCASE,
  role     TEXT NOT NULL,
  added_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE signoff_before (
  id  TEXT PRIMARY KEY,
  doc TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE space (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE space_base (
  space        TEXT NOT NULL REFERENCES space(id),
  record       TEXT NOT NULL,
  commit_hash  TEXT NOT NULL,
  rev          INTEGER NOT NULL DEFAULT 0,
  files        TEXT NOT NULL,
  snapshot     TEXT,
  snapshot_rev INTEGER NOT NULL DEFAULT 0,
  refused      TEXT NOT NULL DEFAULT '[]',
  held         INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (space, record)
) WITHOUT ROWID;
CREATE TABLE space_link (
  space     TEXT PRIMARY KEY REFERENCES space(id),
  name      TEXT NOT NULL UNIQUE,
  address   TEXT NOT NULL,
  head      TEXT NOT NULL DEFAULT '',
  pushed    TEXT NOT NULL DEFAULT '',
  pending   TEXT NOT NULL DEFAULT '',
  config    TEXT NOT NULL DEFAULT '',
  synced_at INTEGER NOT NULL DEFAULT 0
, alias TEXT NOT NULL DEFAULT '', people TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE space_move (
  record  TEXT PRIMARY KEY REFERENCES record(id),
  source  TEXT NOT NULL,
  target  TEXT NOT NULL,
  arrived INTEGER NOT NULL DEFAULT 0,
  at      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE space_person (
  space  TEXT NOT NULL REFERENCES space(id),
  device TEXT NOT NULL,
  alias  TEXT NOT NULL,
  actor  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (space, device)
) WITHOUT ROWID;
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE step (
  id        INTEGER PRIMARY KEY,
  record    TEXT NOT NULL,
  device    TEXT NOT NULL,
  origin    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  action    TEXT NOT NULL,
  field     TEXT NOT NULL DEFAULT '',
  opened_at INTEGER NOT NULL,
  last_at   INTEGER NOT NULL,
  undoes    INTEGER NOT NULL DEFAULT 0,
  undone_by INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal entries never go away'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal entries never change'); END;
CREATE TRIGGER journal_payload_disposal_only BEFORE DELETE ON journal_payload
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'disposal' AND value = 'open')
BEGIN SELECT RAISE(ABORT, 'only a disposal run takes a payload away'); END;
CREATE TRIGGER journal_payload_no_update BEFORE UPDATE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'journal payloads never change'); END;
