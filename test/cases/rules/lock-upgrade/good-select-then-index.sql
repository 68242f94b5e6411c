SELECT count(*) FROM orders;
CREATE INDEX IF NOT EXISTS orders_region_idx ON orders (region);
