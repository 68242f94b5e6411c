-- Up Migration
ALTER TABLE orders DROP COLUMN IF EXISTS region;
-- Down Migration
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
DELETE FROM order_regions;
