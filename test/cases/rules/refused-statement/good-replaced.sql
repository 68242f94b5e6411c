-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY (id, note);
ALTER TABLE orders DROP COLUMN note, ADD COLUMN note jsonb;
