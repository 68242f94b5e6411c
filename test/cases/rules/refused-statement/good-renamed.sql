-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- file: 1700000000002_case.sql
ALTER TABLE orders RENAME COLUMN note TO old_note;
ALTER TABLE orders ADD COLUMN note jsonb;
