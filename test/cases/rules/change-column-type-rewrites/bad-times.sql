-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a timestamp, b timestamptz, c time, d timestamp, e timestamp(3), f interval);
-- file: 1700000000002_times.sql
SET LOCAL timezone = 'Europe/Berlin';
ALTER TABLE orders
    ALTER COLUMN a TYPE timestamptz,
    ALTER COLUMN b TYPE timestamptz(3),
    ALTER COLUMN c TYPE time(3),
    ALTER COLUMN d TYPE timestamptz USING d AT TIME ZONE 'UTC',
    ALTER COLUMN e TYPE timestamptz(3),
    ALTER COLUMN f TYPE interval(0);
