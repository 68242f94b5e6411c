CREATE TABLE orders (tenant_id bigint);
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
SELECT create_distributed_table('orders', 'tenant_id');
CREATE TEMPORARY TABLE loaded (tenant_id bigint);
SELECT create_distributed_table('loaded', 'tenant_id');
