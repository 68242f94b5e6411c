CREATE TABLE orders (tenant_id bigint, id bigint, code text);
SELECT create_distributed_table('orders', 'tenant_id');
CREATE INDEX orders_code_idx ON orders (code);
CREATE UNIQUE INDEX orders_code_key ON orders (code, tenant_id);
