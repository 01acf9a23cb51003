-- A short reference shows the beginning of the random part of an id: found
-- without reading every record of its year.
CREATE INDEX record_random ON record(substr(id, 11));
