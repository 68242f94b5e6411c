CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text);
CREATE TABLE IF NOT EXISTS order_log (id bigint PRIMARY KEY, line text);
CREATE OR REPLACE FUNCTION log_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO order_log (line) VALUES (NEW.state);
    RETURN NEW;
END;
$$;
CREATE TRIGGER orders_log AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log_order();
