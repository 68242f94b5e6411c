-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint, number text, created_at timestamptz, deleted_at timestamptz);
CREATE INDEX orders_tenant_id_created_at_idx ON orders (tenant_id, created_at);
-- file: 1700000000002_created_at_idx.sql
CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at);
-- file: 1700000000003_tenant_id.sql
-- pgmaestro-ignore drop-column: no tenants since release 4.2
ALTER TABLE orders DROP COLUMN tenant_id;
