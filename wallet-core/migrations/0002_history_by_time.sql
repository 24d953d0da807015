-- The entries of a day, for whoever has years of them.
CREATE INDEX entry_by_time ON entry (settled_at);
