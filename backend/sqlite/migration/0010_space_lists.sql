-- What an exchange asks of all records of a space, it asks of these: the rows
-- themselves hold whole texts.
CREATE INDEX record_of_space ON record(space, id, rev, removed_at);
CREATE INDEX space_base_rev ON space_base(space, record, rev);
CREATE INDEX space_base_refused ON space_base(space, record) WHERE refused <> '[]';
CREATE INDEX space_base_snapshot ON space_base(space, record) WHERE snapshot IS NOT NULL;
