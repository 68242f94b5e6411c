-- Up Migration
CREATE TABLE IF NOT EXISTS crm.tenants (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]+$')
);
INSERT INTO crm.tenants (slug) VALUES ('first') ON CONFLICT (slug) DO NOTHING;

ALTER TABLE crm.contacts ADD COLUMN IF NOT EXISTS tenant_id uuid REFERENCES crm.tenants (id);
ALTER TABLE crm.deals ADD COLUMN IF NOT EXISTS tenant_id uuid REFERENCES crm.tenants (id);
UPDATE crm.contacts SET tenant_id = (SELECT id FROM crm.tenants WHERE slug = 'first') WHERE tenant_id IS NULL;
UPDATE crm.deals SET tenant_id = (SELECT id FROM crm.tenants WHERE slug = 'first') WHERE tenant_id IS NULL;
ALTER TABLE crm.contacts ALTER COLUMN tenant_id SET NOT NULL;
ALTER TABLE crm.deals ALTER COLUMN tenant_id SET NOT NULL;

ALTER TABLE crm.contacts DROP CONSTRAINT IF EXISTS contacts_email_key;
ALTER TABLE crm.contacts DROP CONSTRAINT IF EXISTS contacts_tenant_email_key;
ALTER TABLE crm.contacts ADD CONSTRAINT contacts_tenant_email_key UNIQUE (tenant_id, email);
CREATE INDEX IF NOT EXISTS deals_tenant_id_idx ON crm.deals (tenant_id);

CREATE OR REPLACE FUNCTION crm.current_tenant() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('crm.tenant', true), '')::uuid $$;

ALTER TABLE crm.contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm.deals ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm.deals FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS contacts_tenant ON crm.contacts;
CREATE POLICY contacts_tenant ON crm.contacts USING (tenant_id = crm.current_tenant()) WITH CHECK (tenant_id = crm.current_tenant());
DROP POLICY IF EXISTS deals_tenant ON crm.deals;
CREATE POLICY deals_tenant ON crm.deals USING (tenant_id = crm.current_tenant()) WITH CHECK (tenant_id = crm.current_tenant());

-- Down Migration
DROP POLICY IF EXISTS deals_tenant ON crm.deals;
DROP POLICY IF EXISTS contacts_tenant ON crm.contacts;
ALTER TABLE crm.deals NO FORCE ROW LEVEL SECURITY;
ALTER TABLE crm.deals DISABLE ROW LEVEL SECURITY;
ALTER TABLE crm.contacts DISABLE ROW LEVEL SECURITY;
DROP FUNCTION IF EXISTS crm.current_tenant();
ALTER TABLE crm.contacts DROP CONSTRAINT IF EXISTS contacts_tenant_email_key;
ALTER TABLE crm.contacts DROP CONSTRAINT IF EXISTS contacts_email_key;
ALTER TABLE crm.contacts ADD CONSTRAINT contacts_email_key UNIQUE (email);
ALTER TABLE crm.deals DROP COLUMN IF EXISTS tenant_id;
ALTER TABLE crm.contacts DROP COLUMN IF EXISTS tenant_id;
DROP TABLE IF EXISTS crm.tenants;
