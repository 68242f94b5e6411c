-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
