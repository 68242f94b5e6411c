-- Up Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS last_seen_at timestamptz;
CREATE INDEX IF NOT EXISTS idx_users_last_seen_at ON app.users (last_seen_at);
CREATE INDEX IF NOT EXISTS idx_users_email ON app.users (email);
-- Down Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS last_seen_at;
