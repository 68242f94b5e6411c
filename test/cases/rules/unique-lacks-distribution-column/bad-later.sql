-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, code text);
SELECT create_distributed_table('orders', 'tenant_id');
-- file: 1700000000002_unique.sql
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code);
CREATE UNIQUE INDEX orders_id_idx ON orders (id) INCLUDE (tenant_id);
ALTER TABLE orders ADD CONSTRAINT orders_code_excl EXCLUDE USING btree (code WITH =);
ALTER TABLE orders ADD COLUMN serial_number text UNIQUE;
