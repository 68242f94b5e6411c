-- Up Migration
ALTER TABLE app.documents ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS documents_tenant ON app.documents;
CREATE POLICY documents_tenant ON app.documents USING (tenant = current_setting('app.tenant', true));
-- Down Migration
DROP POLICY IF EXISTS documents_tenant ON app.documents;
