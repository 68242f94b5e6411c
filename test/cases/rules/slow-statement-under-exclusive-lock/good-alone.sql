-- pgmaestro: no-transaction
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
UPDATE orders SET region = 'eu' WHERE region IS NULL;
