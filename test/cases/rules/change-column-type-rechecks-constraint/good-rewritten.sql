-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total integer CHECK (total > 0));
-- file: 1700000000002_total.sql
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
