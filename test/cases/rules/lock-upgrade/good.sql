SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
UPDATE orders SET region = 'eu' WHERE id = 42;
