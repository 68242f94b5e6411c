-- file: 1700000000001_orders.sql
CREATE TABLE IF NOT EXISTS orders (tenant_id bigint NOT NULL, id bigint, customer_id bigint NOT NULL, note text, PRIMARY KEY (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id') WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
-- file: 1700000000002_notes.sql
UPDATE orders SET note = '' WHERE tenant_id = 2 AND id = 7;
