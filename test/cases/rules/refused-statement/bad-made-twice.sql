-- file: 1700000000001_tables.sql
CREATE SCHEMA app;
CREATE EXTENSION citext;
CREATE TYPE order_state AS ENUM ('new');
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE TRIGGER orders_watch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION watch();
CREATE POLICY orders_of_all ON orders USING (true);
-- file: 1700000000002_case.sql
CREATE SCHEMA app;
CREATE EXTENSION citext;
CREATE TYPE order_state AS ENUM ('new', 'paid');
CREATE TRIGGER orders_watch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION watch();
CREATE POLICY orders_of_all ON orders USING (true);
ALTER TABLE orders DISABLE TRIGGER orders_guard;
ALTER TABLE orders VALIDATE CONSTRAINT note_given;
INSERT INTO orders (id, remark) VALUES (1, 'x');
UPDATE orders SET remark = 'x' WHERE id = 1;
