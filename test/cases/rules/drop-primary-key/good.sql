-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL, total int);
CREATE INDEX orders_user_id_idx ON orders (user_id);
-- file: 1700000000002_index.sql
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_new_pkey ON orders (user_id, id);
-- file: 1700000000003_key.sql
ALTER TABLE orders
    DROP CONSTRAINT IF EXISTS orders_pkey,
    ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_new_pkey;
