-- Up Migration
ALTER TABLE crm.contacts ADD COLUMN IF NOT EXISTS tenant text NOT NULL DEFAULT 'first';
ALTER TABLE crm.deals ADD COLUMN IF NOT EXISTS tenant text NOT NULL DEFAULT 'first';
CREATE INDEX IF NOT EXISTS contacts_tenant_idx ON crm.contacts (tenant);
CREATE INDEX IF NOT EXISTS deals_tenant_idx ON crm.deals (tenant, contact_id);
CREATE OR REPLACE FUNCTION crm.current_tenant() RETURNS text LANGUAGE sql STABLE AS
    $$ SELECT current_setting('crm.tenant', true) $$;
ALTER TABLE crm.contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm.deals ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm.deals FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS contacts_tenant ON crm.contacts;
CREATE POLICY contacts_tenant ON crm.contacts USING (tenant = crm.current_tenant());
DROP POLICY IF EXISTS deals_tenant ON crm.deals;
CREATE POLICY deals_tenant ON crm.deals USING (tenant = crm.current_tenant());
-- Down Migration
DROP POLICY IF EXISTS deals_tenant ON crm.deals;
DROP POLICY IF EXISTS contacts_tenant ON crm.contacts;
ALTER TABLE crm.contacts DISABLE ROW LEVEL SECURITY;
DROP FUNCTION IF EXISTS crm.current_tenant();
DROP INDEX IF EXISTS crm.deals_tenant_idx;
DROP INDEX IF EXISTS crm.contacts_tenant_idx;
ALTER TABLE crm.deals DROP COLUMN IF EXISTS tenant;
ALTER TABLE crm.contacts DROP COLUMN IF EXISTS tenant;
