-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE TRIGGER orders_watch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION watch();
-- file: 1700000000002_case.sql
DO $$
BEGIN
    ALTER TABLE orders DISABLE TRIGGER orders_watch;
    UPDATE orders SET note = 'x' WHERE id = 1;
    ALTER TABLE orders ENABLE TRIGGER orders_watch;
END $$;
