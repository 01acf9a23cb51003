-- What waits for a decision is listed across all records, without reading their
-- other parts.
CREATE INDEX part_conflict ON part(record, id) WHERE collection = 'conflicts' AND removed = 0;
