-- Up Migration
ALTER TABLE app.users ADD COLUMN IF NOT EXISTS tenant_id bigint REFERENCES app.tenants (id);
UPDATE app.users SET tenant_id = (SELECT min(id) FROM app.tenants) WHERE tenant_id IS NULL;
ALTER TABLE app.users ALTER COLUMN tenant_id SET NOT NULL;
-- Down Migration
ALTER TABLE app.users DROP COLUMN IF EXISTS tenant_id;
