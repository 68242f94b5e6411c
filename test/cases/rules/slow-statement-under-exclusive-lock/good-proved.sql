-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, region text, CONSTRAINT orders_region_there CHECK (region IS NOT NULL));
-- file: 1700000000002_not_null.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS plan text;
ALTER TABLE orders ALTER COLUMN region SET NOT NULL;
