-- What the person wants to be called in a space, and the folder of what devices say
-- about themselves as far as it has been taken over.
ALTER TABLE space_link ADD COLUMN alias TEXT NOT NULL DEFAULT '';
ALTER TABLE space_link ADD COLUMN people TEXT NOT NULL DEFAULT '';

-- Who writes to a space: the alias each device has chosen there, and the pseudonym
-- under which its statements stand in records.
CREATE TABLE space_person (
  space  TEXT NOT NULL REFERENCES space(id),
  device TEXT NOT NULL,
  alias  TEXT NOT NULL,
  actor  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (space, device)
) WITHOUT ROWID;

-- A device may have another alias in another space.
ALTER TABLE received_commit ADD COLUMN space TEXT NOT NULL DEFAULT '';
