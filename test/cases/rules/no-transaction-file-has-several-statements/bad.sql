ALTER TABLE orders ADD COLUMN region text;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
