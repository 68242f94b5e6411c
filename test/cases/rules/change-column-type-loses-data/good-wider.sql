-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, a integer, b numeric(10, 2), c real, d date, e timestamp, f integer, g timestamptz);
-- file: 1700000000002_wider.sql
ALTER TABLE orders
    ALTER COLUMN a TYPE bigint,
    ALTER COLUMN b TYPE numeric(12, 3),
    ALTER COLUMN c TYPE double precision,
    ALTER COLUMN d TYPE timestamp,
    ALTER COLUMN e TYPE timestamptz USING e AT TIME ZONE 'UTC',
    ALTER COLUMN f TYPE double precision,
    ALTER COLUMN g TYPE timestamp USING g AT TIME ZONE 'UTC';
