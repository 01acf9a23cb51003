-- The last piece of a collection by its rank: what is added goes behind it,
-- without reading the ten thousand before it.
CREATE INDEX part_last ON part(record, collection, removed, json_extract(doc, '$.rank'));
