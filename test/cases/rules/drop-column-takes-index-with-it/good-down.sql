-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, tenant_id bigint, number text, created_at timestamptz, deleted_at timestamptz);
-- file: 1700000000002_region.sql
-- Up Migration
ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX orders_region_created_at_idx ON orders (region, created_at);
-- Down Migration
ALTER TABLE orders DROP COLUMN region;
