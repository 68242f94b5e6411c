-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id');
-- file: 1700000000002_region.sql
ALTER TABLE orders ADD COLUMN region text;
SELECT alter_distributed_table('orders', distribution_column => 'region');
