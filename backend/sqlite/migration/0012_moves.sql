-- Records on their way from one space to another.
CREATE TABLE space_move (
  record  TEXT PRIMARY KEY REFERENCES record(id),
  source  TEXT NOT NULL,
  target  TEXT NOT NULL,
  arrived INTEGER NOT NULL DEFAULT 0,
  at      INTEGER NOT NULL
) WITHOUT ROWID;
