-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);
-- file: 1700000000002_case.sql
SET LOCAL lock_timeout = '2s';
-- pgmaestro-ignore drop-constraint: orders keep the number of a user that was deleted
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_fkey;
