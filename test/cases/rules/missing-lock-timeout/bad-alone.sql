ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
