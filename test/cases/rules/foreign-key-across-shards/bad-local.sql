-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');
CREATE TABLE users (id bigint PRIMARY KEY);
-- file: 1700000000002_keys.sql
ALTER TABLE orders ADD COLUMN user_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_user_fkey FOREIGN KEY (user_id) REFERENCES users (id);
SELECT citus_add_local_table_to_metadata('users');
ALTER TABLE users ADD COLUMN tenant_id bigint;
ALTER TABLE users ADD CONSTRAINT users_order_fkey FOREIGN KEY (tenant_id, id) REFERENCES orders (tenant_id, id);
