-- Up Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS phone;
-- Down Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS phone text;
