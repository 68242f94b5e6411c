-- Up Migration
DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_idx;
-- Down Migration
CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
