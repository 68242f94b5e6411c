-- Up Migration
ALTER TABLE app.metrics DETACH PARTITION app.metrics_eu;
ALTER TABLE app.metrics_eu ADD COLUMN IF NOT EXISTS archived_at timestamptz;
-- Down Migration
ALTER TABLE app.metrics_eu DROP COLUMN IF EXISTS archived_at;
