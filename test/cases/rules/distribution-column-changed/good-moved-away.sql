CREATE TABLE orders (tenant_id bigint, customer_id bigint);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT alter_distributed_table('orders', distribution_column => 'customer_id');
ALTER TABLE orders ALTER COLUMN tenant_id TYPE text;
