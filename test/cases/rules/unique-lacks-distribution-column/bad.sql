CREATE TABLE orders (
    id        bigint PRIMARY KEY,
    tenant_id bigint NOT NULL
);
SELECT create_distributed_table('orders', 'tenant_id');
