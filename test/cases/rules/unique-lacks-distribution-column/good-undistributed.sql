-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint);
SELECT create_distributed_table('orders', 'tenant_id');
-- file: 1700000000002_back.sql
SELECT undistribute_table('orders');
ALTER TABLE orders ADD UNIQUE (id);
