-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamptz, due timestamptz, day date);
-- file: 1700000000002_times.sql
ALTER TABLE orders
    ALTER COLUMN paid_at TYPE timestamp USING paid_at::timestamp,
    ALTER COLUMN due TYPE date,
    ALTER COLUMN day TYPE timestamptz;
