-- Up Migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
-- Down Migration
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
