-- The names that stay on this machine are asked for at each exchange; most records
-- have none.
CREATE INDEX record_people ON record(id) WHERE json_extract(local_doc, '$.people') IS NOT NULL;
