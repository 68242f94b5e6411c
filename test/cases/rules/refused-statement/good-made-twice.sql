-- file: 1700000000001_tables.sql
CREATE SCHEMA app;
CREATE EXTENSION citext;
CREATE TYPE order_state AS ENUM ('new');
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE TRIGGER orders_watch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION watch();
CREATE POLICY orders_of_all ON orders USING (true);
-- file: 1700000000002_case.sql
CREATE SCHEMA IF NOT EXISTS app;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE app.order_state AS ENUM ('new', 'paid');
CREATE OR REPLACE TRIGGER orders_watch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION watch();
DROP POLICY orders_of_all ON orders;
CREATE POLICY orders_of_all ON orders USING (true);
ALTER TABLE orders DISABLE TRIGGER ALL;
ALTER TABLE legacy VALIDATE CONSTRAINT note_given;
INSERT INTO orders (id, note) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET note = 'x';
UPDATE legacy SET remark = 'x' WHERE id = 1;
