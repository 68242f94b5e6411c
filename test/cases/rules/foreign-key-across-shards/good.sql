-- file: 1700000000001_orders.sql
CREATE TABLE IF NOT EXISTS orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id') WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'orders'::regclass);
-- file: 1700000000002_items.sql
CREATE TABLE IF NOT EXISTS items (
    tenant_id bigint NOT NULL,
    id        bigint GENERATED ALWAYS AS IDENTITY,
    order_id  bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT items_order_fkey FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id)
);
CREATE INDEX IF NOT EXISTS items_order_idx ON items (tenant_id, order_id);
SELECT create_distributed_table('items', 'tenant_id', colocate_with => 'orders')
WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'items'::regclass);
