-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint, number text, created_at timestamptz, deleted_at timestamptz);
ALTER TABLE orders ADD CONSTRAINT orders_tenant_id_number_key UNIQUE (tenant_id, number);
CREATE INDEX orders_live_idx ON orders (number, created_at) WHERE deleted_at IS NULL;
-- file: 1700000000002_tenant_id.sql
ALTER TABLE orders DROP COLUMN tenant_id, DROP COLUMN deleted_at;
