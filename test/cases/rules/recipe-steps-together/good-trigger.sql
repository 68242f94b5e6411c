-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE FUNCTION fill_currency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.currency := coalesce(NEW.currency, 'EUR');
    RETURN NEW;
END;
$$;
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD COLUMN currency text;
CREATE TRIGGER orders_currency BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fill_currency();
UPDATE orders SET currency = 'EUR';
ALTER TABLE orders ALTER COLUMN currency SET NOT NULL;
