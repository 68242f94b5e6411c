CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
SELECT create_distributed_table('orders', 'tenant_id');
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_reference_table('countries');
