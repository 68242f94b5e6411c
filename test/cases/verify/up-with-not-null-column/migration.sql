-- Up Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS tenant_id bigint NOT NULL;
-- Down Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS tenant_id;
