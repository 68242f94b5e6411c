-- pgmaestro: no-transaction
SET lock_timeout = '5s';
DROP INDEX CONCURRENTLY IF EXISTS orders_old_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
REINDEX INDEX CONCURRENTLY orders_total_idx;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_total_idx ON orders (total);
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_note_idx ON orders (note);
