-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id');
CREATE TABLE users (tenant_id bigint, id bigint);
-- file: 1700000000002_key.sql
ALTER TABLE users ADD CONSTRAINT users_order_fkey FOREIGN KEY (tenant_id, id) REFERENCES orders (tenant_id, id);
