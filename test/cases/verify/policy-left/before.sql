CREATE SCHEMA app;
CREATE TABLE app.documents (id bigint PRIMARY KEY, tenant text NOT NULL);
ALTER TABLE app.documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY documents_write ON app.documents USING (tenant = current_setting('app.tenant', true));
