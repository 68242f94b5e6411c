SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
RESET lock_timeout;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
