-- Up Migration
INSERT INTO app.features (name, enabled) VALUES ('new-editor', false) ON CONFLICT (name) DO NOTHING;
ALTER TABLE app.features ADD COLUMN IF NOT EXISTS owner text;
-- Down Migration
ALTER TABLE app.features DROP COLUMN IF EXISTS owner;
