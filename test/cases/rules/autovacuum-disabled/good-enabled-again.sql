ALTER TABLE events SET (autovacuum_enabled = false);
DELETE FROM events WHERE id < 1000;
ALTER TABLE events RESET (autovacuum_enabled);
