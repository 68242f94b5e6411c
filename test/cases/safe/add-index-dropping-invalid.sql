-- source: pgroll and GitLab: what an attempt before left is dropped first
-- file: 1700000000001_before.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_index-orders.sql
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id);
