-- Up Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS phone text;
CREATE OR REPLACE VIEW app.active_users AS SELECT id, email, active, phone FROM app.users WHERE active;
-- Down Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS phone CASCADE;
