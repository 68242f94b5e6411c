-- file: 1700000000001_orders.sql
CREATE TABLE IF NOT EXISTS orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id') WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
-- file: 1700000000002_quantity.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS quantity int;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_quantity_check;
ALTER TABLE orders ADD CONSTRAINT orders_quantity_check CHECK (quantity > 0) NOT VALID;
-- file: 1700000000003_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_quantity_check;
