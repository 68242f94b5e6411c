-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);
-- file: 1700000000002_case.sql
-- Up Migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_total_idx ON orders (total);
-- Down Migration
DROP INDEX IF EXISTS orders_total_idx;
