-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
-- file: 1700000000002_distribute.sql
SELECT create_distributed_table('orders', 'tenant_id');
