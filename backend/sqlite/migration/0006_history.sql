-- Who wrote a commit that an exchange brought, as the space names them, and when.
-- Its changes stand in the journal of this machine, with the commit as the reason.
CREATE TABLE received_commit (
  commit_hash TEXT PRIMARY KEY,
  author      TEXT NOT NULL,
  device      TEXT NOT NULL,
  at          INTEGER NOT NULL,
  joined      INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
-- The line of one field is read without the entries of everything else in its
-- record.
CREATE INDEX journal_entity ON journal(record, entity, n);
