-- Names a person entered so that they are looked for before something is shared.
CREATE TABLE roster (
  name     TEXT PRIMARY KEY COLLATE NOCASE,
  role     TEXT NOT NULL,
  added_at INTEGER NOT NULL
) WITHOUT ROWID;

-- What a person has said about words that were found in a record.
CREATE TABLE leak_allowed (
  record  TEXT NOT NULL REFERENCES record(id),
  finding TEXT NOT NULL,
  words   TEXT NOT NULL,
  reason  TEXT NOT NULL,
  actor   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (record, finding)
) WITHOUT ROWID;

-- Records that the last exchange did not share.
CREATE TABLE leak_held (
  record TEXT PRIMARY KEY REFERENCES record(id),
  space  TEXT NOT NULL,
  at     INTEGER NOT NULL
) WITHOUT ROWID;
