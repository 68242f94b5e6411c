UPDATE orders SET region = 'eu' WHERE id = 42;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
