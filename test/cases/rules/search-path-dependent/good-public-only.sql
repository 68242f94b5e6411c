-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD COLUMN invoice_id bigint;
