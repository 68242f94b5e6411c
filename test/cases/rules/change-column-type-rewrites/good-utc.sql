-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamp, sent_at timestamptz);
-- file: 1700000000002_times.sql
SET TIME ZONE 'Etc/UTC';
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz, ALTER COLUMN sent_at TYPE timestamp(6);
