-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text, note text);
CREATE TABLE orders (id bigint PRIMARY KEY, note text, code text, state text);
CREATE INDEX orders_note_idx ON orders (note);
CREATE INDEX orders_state_idx ON orders (state);
CREATE UNIQUE INDEX users_email_idx ON users (email) WHERE note IS NULL;
CREATE UNIQUE INDEX users_lower_idx ON users (lower(email));
CREATE UNIQUE INDEX users_note_idx ON users (note DESC);
CREATE MATERIALIZED VIEW notes AS SELECT note FROM orders;
CREATE MATERIALIZED VIEW codes AS SELECT code FROM orders WITH NO DATA;
-- file: 1700000000002_gone.sql
DROP INDEX orders_note_idx;
ALTER TABLE orders DROP COLUMN state;
-- file: 1700000000003_case.sql
DROP INDEX orders_note_idx;
DROP INDEX CONCURRENTLY orders_state_idx;
CREATE INDEX users_note_idx ON orders (code);
CREATE INDEX orders_kind_idx ON orders (kind);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;
ALTER TABLE users ADD CONSTRAINT users_lower_key UNIQUE USING INDEX users_lower_idx;
ALTER TABLE users ADD CONSTRAINT users_note_key UNIQUE USING INDEX users_note_idx;
ALTER TABLE users ADD CONSTRAINT users_name_key UNIQUE USING INDEX users_name_idx;
REFRESH MATERIALIZED VIEW CONCURRENTLY notes;
REFRESH MATERIALIZED VIEW CONCURRENTLY codes;
