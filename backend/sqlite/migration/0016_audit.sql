-- The journal is asked for one action, for what rules did, and for a stretch of time.
CREATE INDEX journal_action ON journal(action, n);
CREATE INDEX journal_at ON journal(at);
CREATE INDEX journal_rule ON journal(actor, n) WHERE actor >= 'rule:' AND actor < 'rule;';
