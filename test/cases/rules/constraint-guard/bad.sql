-- file: 1700000000001_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, total numeric);
-- file: 1700000000002_check-totals.sql
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
