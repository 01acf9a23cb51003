-- What the files of a record in a mirror folder said when that last came into the
-- record, at the revision this made: the base of the next merge from there.
CREATE TABLE mirror_base (
  space  TEXT NOT NULL REFERENCES space(id),
  record TEXT NOT NULL,
  rev    INTEGER NOT NULL,
  files  TEXT NOT NULL,
  PRIMARY KEY (space, record)
) WITHOUT ROWID;
