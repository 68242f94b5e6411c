-- Up Migration
CREATE UNIQUE INDEX IF NOT EXISTS idx_users_lower_email ON app.users (lower(email));
DROP INDEX IF EXISTS app.idx_users_email;
-- Down Migration
CREATE INDEX IF NOT EXISTS idx_users_email ON app.users (email);
DROP INDEX IF EXISTS app.idx_users_lower_email;
