-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');
-- file: 1700000000002_key.sql
ALTER TABLE countries ADD COLUMN tenant_id bigint, ADD COLUMN order_id bigint;
ALTER TABLE countries ADD CONSTRAINT countries_order_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id);
