-- A space that is exchanged with others, and how far that has come.
CREATE TABLE space_link (
  space     TEXT PRIMARY KEY REFERENCES space(id),
  name      TEXT NOT NULL UNIQUE,
  address   TEXT NOT NULL,
  head      TEXT NOT NULL DEFAULT '',
  pushed    TEXT NOT NULL DEFAULT '',
  pending   TEXT NOT NULL DEFAULT '',
  config    TEXT NOT NULL DEFAULT '',
  synced_at INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- What a record of a space was when it last said the same as a commit: the base of
-- its next merge. A record that could not be read yet has a row here and no other.
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
CREATE INDEX record_space ON record(space);
