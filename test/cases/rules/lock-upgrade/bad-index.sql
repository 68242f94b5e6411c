CREATE INDEX IF NOT EXISTS orders_region_idx ON orders (region);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
