-- Up Migration
CREATE POLICY documents_tenant ON app.documents USING (tenant = current_setting('app.tenant', true));
-- Down Migration
DROP POLICY IF EXISTS documents_tenant ON app.documents;
