-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a timestamp, b timestamptz, c timestamptz, d timestamptz);
-- file: 1700000000002_times.sql
SET LOCAL timezone = 'Europe/Berlin';
ALTER TABLE orders
    ALTER COLUMN a TYPE date,
    ALTER COLUMN b TYPE timestamptz(0),
    ALTER COLUMN c TYPE time,
    ALTER COLUMN d TYPE timestamp;
