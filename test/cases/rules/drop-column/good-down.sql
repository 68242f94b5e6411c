-- Up Migration
ALTER TABLE orders ADD COLUMN IF NOT EXISTS channel text;
-- Down Migration
ALTER TABLE orders DROP COLUMN IF EXISTS channel;
