-- Up Migration
ALTER TABLE app.audit ADD COLUMN IF NOT EXISTS actor text;
ALTER TABLE app.audit OWNER TO pg_database_owner;
-- Down Migration
ALTER TABLE app.audit DROP COLUMN IF EXISTS actor;
