ALTER TABLE events SET (autovacuum_enabled = true);
ALTER TABLE events RESET (autovacuum_enabled);
ALTER TABLE events SET (autovacuum_enabled);
