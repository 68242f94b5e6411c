-- file: 1700000000001_orders.sql
CREATE TABLE IF NOT EXISTS orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
-- file: 1700000000002_distribute.sql
SELECT create_distributed_table_concurrently('orders', 'tenant_id')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
