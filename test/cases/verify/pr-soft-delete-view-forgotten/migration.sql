-- Up Migration
ALTER TABLE app.projects ADD COLUMN IF NOT EXISTS deleted_at timestamptz;
CREATE UNIQUE INDEX IF NOT EXISTS projects_owner_name_live_key ON app.projects (owner, name) WHERE deleted_at IS NULL;
ALTER TABLE app.projects DROP CONSTRAINT IF EXISTS projects_owner_name_key;
CREATE OR REPLACE VIEW app.project_names AS SELECT id, name FROM app.projects WHERE deleted_at IS NULL;
-- Down Migration
DROP INDEX IF EXISTS app.projects_owner_name_live_key;
ALTER TABLE app.projects ADD CONSTRAINT projects_owner_name_key UNIQUE (owner, name);
ALTER TABLE app.projects DROP COLUMN IF EXISTS deleted_at;
