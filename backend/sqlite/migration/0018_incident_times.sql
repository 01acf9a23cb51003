-- When the moments of an incident were, for measures: without the words they were read
-- from, and beside the document, so that many are read without their long texts.
CREATE TABLE incident_times (
  n     INTEGER PRIMARY KEY,
  times TEXT NOT NULL
);
INSERT INTO incident_times(n, times)
  SELECT d.n, (SELECT json_group_object(m.key, json(json_remove(m.value, '$.raw', '$.by', '$.reason', '$.recorded_at')))
    FROM json_each(d.doc, '$.moments') m WHERE m.key <> 'closed')
  FROM incident_doc d WHERE EXISTS (SELECT 1 FROM json_each(d.doc, '$.moments') m WHERE m.key <> 'closed');
CREATE INDEX incident_day ON incident(day, severity, state);
