-- The answers to requests for exceptions that were here before devices sealed theirs: these go
-- on to count as they are, like the sign-offs of that time.
INSERT OR IGNORE INTO signoff_before(id, doc)
SELECT part.id, part.doc FROM part JOIN record ON record.id = part.record
WHERE record.kind = 'policy' AND part.collection = 'exceptions' AND part.removed = 0 AND part.doc LIKE '%"answer":%';
