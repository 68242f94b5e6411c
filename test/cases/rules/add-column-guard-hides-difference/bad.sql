-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, number integer);
-- file: 1700000000002_number.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS number text;
