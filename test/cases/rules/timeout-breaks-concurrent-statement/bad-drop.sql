-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_id_idx ON orders (user_id);
-- file: 1700000000002_drop.sql
SELECT set_config('lock_timeout', '500', false);
SET statement_timeout = '30s';
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
