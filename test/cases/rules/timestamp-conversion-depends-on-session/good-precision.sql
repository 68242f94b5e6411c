-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamptz(3), due date);
-- file: 1700000000002_paid_at.sql
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz, ALTER COLUMN due TYPE timestamp;
