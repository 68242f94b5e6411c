SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
RESET lock_timeout;
RESET statement_timeout;
