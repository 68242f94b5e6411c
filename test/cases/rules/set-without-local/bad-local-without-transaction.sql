SET LOCAL lock_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
