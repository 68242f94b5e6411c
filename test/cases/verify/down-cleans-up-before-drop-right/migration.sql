-- Up Migration
ALTER TABLE app.projects ADD COLUMN IF NOT EXISTS deleted_at timestamptz;
-- Down Migration
DELETE FROM app.projects WHERE deleted_at IS NOT NULL;
ALTER TABLE app.projects DROP COLUMN IF EXISTS deleted_at;
