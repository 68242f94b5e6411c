CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');

ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ALTER COLUMN note TYPE varchar;
ALTER TABLE orders ALTER COLUMN tenant_id SET NOT NULL;
UPDATE orders SET tenant_id = 2 WHERE tenant_id = 2;
UPDATE countries SET code = 'de';
ALTER TABLE countries DROP COLUMN code;
ALTER TABLE orders RENAME COLUMN tenant_id TO tenant;
