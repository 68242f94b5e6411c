-- pgmaestro: no-transaction
-- Up Migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
-- Down Migration
DROP TABLE IF EXISTS regions;
