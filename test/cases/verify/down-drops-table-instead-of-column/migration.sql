-- Up Migration
ALTER TABLE IF EXISTS app.profiles ADD COLUMN IF NOT EXISTS avatar_url text;
-- Down Migration
DROP TABLE IF EXISTS app.profiles;
