CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE items (tenant_id bigint, order_id bigint, FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id');
