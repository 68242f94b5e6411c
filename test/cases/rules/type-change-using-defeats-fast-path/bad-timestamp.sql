-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamp);
-- file: 1700000000002_paid_at.sql
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz USING paid_at AT TIME ZONE 'UTC';
