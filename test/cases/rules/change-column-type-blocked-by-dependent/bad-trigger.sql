-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20), owner varchar(20), note varchar(20));
CREATE TRIGGER orders_code BEFORE UPDATE OF code ON orders FOR EACH ROW EXECUTE FUNCTION log_code();
CREATE POLICY own_orders ON orders USING (owner = current_user);
ALTER TABLE orders ADD COLUMN brief text GENERATED ALWAYS AS (left(note, 5)) STORED;
-- file: 1700000000002_types.sql
ALTER TABLE orders
    ALTER COLUMN code TYPE text,
    ALTER COLUMN owner TYPE text,
    ALTER COLUMN note TYPE text;
