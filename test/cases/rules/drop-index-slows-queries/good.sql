-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, status text);
CREATE INDEX orders_user_id_idx ON orders (user_id);
-- file: 1700000000002_wider.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_status_idx ON orders (user_id, status);
-- file: 1700000000003_drop.sql
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
