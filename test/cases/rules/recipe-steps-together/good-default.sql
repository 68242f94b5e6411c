ALTER TABLE orders ADD COLUMN IF NOT EXISTS currency text DEFAULT 'EUR';
UPDATE orders SET currency = 'USD' WHERE country = 'us';
ALTER TABLE orders ALTER COLUMN currency SET NOT NULL;
