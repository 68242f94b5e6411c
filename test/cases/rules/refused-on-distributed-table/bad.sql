-- file: 1700000000001_orders.sql
CREATE TABLE orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id));
CREATE TABLE countries (code text PRIMARY KEY);
SELECT create_distributed_table('orders', 'tenant_id');
SELECT create_reference_table('countries');
-- file: 1700000000002_touched.sql
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE countries DISABLE TRIGGER ALL;
ALTER TABLE orders ADD COLUMN quantity int CHECK (quantity > 0);
ALTER TABLE orders ADD COLUMN number bigserial;
ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO orders_key;
ALTER TABLE orders ALTER id SET STATISTICS 100;
