-- file: 1700000000001_add.sql
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
-- file: 1700000000002_use.sql
UPDATE orders SET status = 'refunded' WHERE id = 42;
