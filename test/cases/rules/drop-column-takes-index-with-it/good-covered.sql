-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint, number text, created_at timestamptz, deleted_at timestamptz);
CREATE UNIQUE INDEX orders_number_key ON orders (number);
CREATE INDEX orders_number_created_at_idx ON orders (number, created_at);
CREATE UNIQUE INDEX orders_tenant_id_number_key ON orders (tenant_id, number);
CREATE INDEX orders_number_live_idx ON orders (number) WHERE deleted_at IS NULL;
-- file: 1700000000002_columns.sql
ALTER TABLE orders DROP COLUMN tenant_id, DROP COLUMN deleted_at;
