SET LOCAL lock_timeout = '2s';
CREATE OR REPLACE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders
    FOR EACH ROW EXECUTE FUNCTION set_updated_at();
