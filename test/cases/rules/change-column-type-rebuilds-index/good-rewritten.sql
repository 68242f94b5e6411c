-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
CREATE INDEX orders_total_idx ON orders (total);
-- file: 1700000000002_total.sql
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
