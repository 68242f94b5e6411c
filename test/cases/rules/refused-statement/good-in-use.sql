-- file: 1700000000001_tables.sql
CREATE FUNCTION tenant() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT 1 $$;
CREATE FUNCTION public.lower(note text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT note $$;
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE users (id bigint PRIMARY KEY, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users, note text, total int, gross int GENERATED ALWAYS AS (total * 2) STORED);
CREATE INDEX orders_note_idx ON orders (lower(note));
CREATE POLICY orders_of_tenant ON orders USING (user_id = tenant());
CREATE POLICY users_of_tenant ON users USING (id = tenant());
CREATE VIEW totals AS SELECT total FROM orders;
CREATE TRIGGER users_watch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION watch();
ALTER TABLE orders ADD COLUMN code text;
-- file: 1700000000002_case.sql
ALTER POLICY orders_of_tenant ON orders USING (true);
ALTER POLICY users_of_tenant ON users RENAME TO users_of_all;
DROP POLICY users_of_all ON users;
DROP FUNCTION tenant();
DROP FUNCTION public.lower(text);
DROP FUNCTION watch() CASCADE;
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
DROP FUNCTION watch();
ALTER TABLE orders DROP COLUMN code;
DROP VIEW totals;
ALTER TABLE orders DROP COLUMN gross, DROP COLUMN total;
DROP TABLE orders, users;
