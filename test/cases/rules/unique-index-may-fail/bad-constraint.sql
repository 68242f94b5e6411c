-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text, tenant_id bigint);
-- file: 1700000000002_unique.sql
ALTER TABLE users ADD CONSTRAINT users_tenant_id_email_key UNIQUE (tenant_id, email);
