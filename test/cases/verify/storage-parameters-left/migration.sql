-- Up Migration
ALTER TABLE app.queue SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
-- Down Migration
ALTER TABLE app.queue RESET (fillfactor);
