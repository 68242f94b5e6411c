CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');

ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN country text REFERENCES countries (code);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders REPLICA IDENTITY FULL;
ALTER TABLE orders SET (fillfactor = 80);
ALTER TABLE orders ALTER note SET COMPRESSION pglz;
ALTER TABLE orders RENAME COLUMN note TO remark;
CREATE INDEX ON orders (remark);
