-- Which commit of a space a record said the same as last, when this workspace left it: the
-- base of the merge where it comes in there again. The space is named by its own id.
CREATE TABLE left_base (
  space       TEXT NOT NULL,
  record      TEXT NOT NULL,
  commit_hash TEXT NOT NULL,
  PRIMARY KEY (space, record)
) WITHOUT ROWID;
