CREATE TABLE orders (tenant_id bigint, id bigint PRIMARY KEY);
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
ALTER TABLE orders ADD PRIMARY KEY (tenant_id, id);
SELECT create_distributed_table('orders', 'tenant_id');
