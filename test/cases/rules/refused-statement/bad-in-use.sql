-- file: 1700000000001_tables.sql
CREATE COLLATION folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE FUNCTION tenant() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT 1 $$;
CREATE FUNCTION shown() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$;
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE users (id bigint PRIMARY KEY, email text COLLATE folded, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users, note text);
CREATE POLICY orders_of_tenant ON orders USING (user_id = tenant());
CREATE VIEW notes AS SELECT note FROM orders WHERE shown();
CREATE TRIGGER users_watch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION watch();
-- file: 1700000000002_case.sql
DROP COLLATION folded;
DROP FUNCTION tenant();
DROP FUNCTION shown();
DROP FUNCTION watch();
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE orders DROP COLUMN note;
DROP TABLE users;
