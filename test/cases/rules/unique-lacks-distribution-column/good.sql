CREATE TABLE IF NOT EXISTS orders (
    tenant_id bigint NOT NULL,
    id        bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (tenant_id, id)
);
SELECT create_distributed_table('orders', 'tenant_id')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
