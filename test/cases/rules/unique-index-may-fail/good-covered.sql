-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, tenant_id bigint);
-- file: 1700000000002_unique.sql
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_tenant_id_email_idx ON users (tenant_id, email);
