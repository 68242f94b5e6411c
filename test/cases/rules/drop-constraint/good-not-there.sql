-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
