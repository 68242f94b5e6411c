-- Up Migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
-- Down Migration
-- pgmaestro: no-transaction
DROP TABLE IF EXISTS regions;
