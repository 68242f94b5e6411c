-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
CREATE TEMPORARY TABLE staged (id bigint PRIMARY KEY) ON COMMIT DROP;
