-- Up Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS username;
-- Down Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS username text NOT NULL;
