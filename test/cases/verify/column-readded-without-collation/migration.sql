-- Up Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS name;
-- Down Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS name text;
