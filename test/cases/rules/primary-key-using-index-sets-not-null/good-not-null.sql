-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint NOT NULL, total int);
-- file: 1700000000002_index.sql
CREATE UNIQUE INDEX CONCURRENTLY orders_id_idx ON orders (id);
-- file: 1700000000009_key.sql
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_idx;
