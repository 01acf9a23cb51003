-- Incidents other tools told of: rows, no records. What lists, sorts and filters stands
-- beside the document, so that nothing long is read for it.
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
CREATE UNIQUE INDEX incident_id ON incident(id);
CREATE INDEX incident_random ON incident(substr(id, 11));
CREATE INDEX incident_at ON incident(at DESC, n);
CREATE INDEX incident_facets ON incident(severity, priority, state, source, review);
CREATE INDEX incident_number ON incident(number);
CREATE INDEX incident_review ON incident(review) WHERE review <> '';

CREATE TABLE incident_doc (
  n   INTEGER PRIMARY KEY,
  doc TEXT NOT NULL
);

CREATE TABLE incident_service (
  service TEXT NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (service, n)
) WITHOUT ROWID;
CREATE INDEX incident_service_n ON incident_service(n, service);

CREATE TABLE incident_import (
  id     TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  at     INTEGER NOT NULL,
  state  TEXT NOT NULL,
  doc    TEXT NOT NULL
) WITHOUT ROWID;

-- What an import found where it changed something; no document where there was nothing.
CREATE TABLE incident_before (
  import TEXT NOT NULL,
  n      INTEGER NOT NULL,
  prior  TEXT NOT NULL,
  doc    TEXT NOT NULL,
  PRIMARY KEY (import, n)
) WITHOUT ROWID;

CREATE TABLE incident_refused (
  id     INTEGER PRIMARY KEY,
  sum    TEXT NOT NULL UNIQUE,
  import TEXT NOT NULL,
  at     INTEGER NOT NULL,
  doc    TEXT NOT NULL,
  row    TEXT NOT NULL
);
CREATE INDEX incident_refused_import ON incident_refused(import, id);
