-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, CONSTRAINT orders_total_not_null CHECK (total IS NOT NULL));
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP CONSTRAINT orders_total_not_null;
