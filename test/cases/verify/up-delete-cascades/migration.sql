-- Up Migration
DELETE FROM app.projects WHERE archived;
ALTER TABLE app.projects ADD COLUMN IF NOT EXISTS owner text;
-- Down Migration
ALTER TABLE app.projects DROP COLUMN IF EXISTS owner;
