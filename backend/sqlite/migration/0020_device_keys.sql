-- What devices seal their decisions with, as far as this machine knows, and what it thinks
-- of each key.
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
-- The sign-offs that were here before devices sealed theirs: these go on to count as they are.
CREATE TABLE signoff_before (
  id  TEXT PRIMARY KEY,
  doc TEXT NOT NULL
) WITHOUT ROWID;
INSERT OR IGNORE INTO signoff_before(id, doc) SELECT id, doc FROM part WHERE collection = 'signoffs' AND removed = 0;
