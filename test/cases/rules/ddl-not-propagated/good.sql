-- file: 1700000000001_orders.sql
CREATE TABLE IF NOT EXISTS orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id') WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
-- file: 1700000000002_note.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
