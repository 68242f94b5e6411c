-- file: 1700000000001_create-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint, total numeric, note text);
CREATE INDEX IF NOT EXISTS orders_total_idx ON orders (total);
-- file: 1700000000002_case.sql
-- pgmaestro: no-transaction
SET lock_timeout = '5s';
DROP INDEX CONCURRENTLY IF EXISTS orders_old_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
REINDEX INDEX CONCURRENTLY orders_total_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_both_idx ON orders (user_id, total);
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note_idx ON orders (note);
