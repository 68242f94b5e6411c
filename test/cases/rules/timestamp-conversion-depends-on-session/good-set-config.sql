-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamp);
-- file: 1700000000002_paid_at.sql
SELECT set_config('TimeZone', 'UTC', true);
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz;
