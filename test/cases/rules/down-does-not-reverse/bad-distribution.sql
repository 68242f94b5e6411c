-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, customer_id bigint);
CREATE TABLE items (tenant_id bigint);
SELECT create_distributed_table('orders', 'tenant_id');
-- file: 1700000000002_by_customer.sql
SELECT alter_distributed_table('orders', distribution_column => 'customer_id');
SELECT create_reference_table('items');
-- Down Migration
SELECT alter_distributed_table('orders', shard_count => 8);
ALTER TABLE orders DROP COLUMN IF EXISTS note;
ALTER TABLE items ADD COLUMN note text;
