-- What is due is listed across all records, without reading actions that are done or
-- have no date.
CREATE INDEX part_due ON part(coalesce(json_extract(doc, '$.status'), ''), json_extract(doc, '$.due'))
  WHERE collection = 'actions' AND removed = 0;
