-- source: pgfence and MigrationPilot, "lock_timeout before DDL"
-- file: 1700000000001_before.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_index-orders.sql
SET lock_timeout = '5s';
SET statement_timeout = '30min';
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
-- file: 1700000000003_drop-index.sql
SET lock_timeout = '5s';
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
