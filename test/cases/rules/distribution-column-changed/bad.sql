-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');
-- file: 1700000000002_merge.sql
UPDATE orders SET tenant_id = 2 WHERE id = 7;
INSERT INTO orders VALUES (1, 1) ON CONFLICT (tenant_id, id) DO UPDATE SET tenant_id = 3;
ALTER TABLE orders ALTER COLUMN tenant_id TYPE int;
ALTER TABLE orders ALTER COLUMN tenant_id SET DEFAULT 1;
ALTER TABLE orders DROP COLUMN tenant_id;
