-- Up Migration
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
-- Down Migration
DROP TABLE IF EXISTS orders CASCADE;
