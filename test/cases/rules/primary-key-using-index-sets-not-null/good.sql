-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint, total int);
-- file: 1700000000002_index.sql
CREATE UNIQUE INDEX CONCURRENTLY orders_id_idx ON orders (id);
-- file: 1700000000003_not-null.sql
ALTER TABLE orders ADD CONSTRAINT orders_id_not_null CHECK (id IS NOT NULL) NOT VALID;
-- file: 1700000000004_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_id_not_null;
-- file: 1700000000009_key.sql
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_idx;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_id_not_null;
