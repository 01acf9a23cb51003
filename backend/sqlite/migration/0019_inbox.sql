-- What became of each file that other programs dropped into an inbox. A row is one reading;
-- of a name the last one counts.
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
CREATE INDEX inbox_file_name ON inbox_file(folder, name, n);
CREATE INDEX inbox_file_sum ON inbox_file(sha256);
CREATE INDEX inbox_file_waits ON inbox_file(state, n) WHERE there = 1 AND state IN ('asks', 'review', 'refused', 'later');
CREATE INDEX incident_import_sum ON incident_import(sha256, state);
