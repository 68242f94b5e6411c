-- Up Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS nickname;
-- Down Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS nickname text;
