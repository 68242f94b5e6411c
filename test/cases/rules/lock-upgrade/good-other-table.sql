UPDATE orders SET region = 'eu' WHERE id = 42;
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS note text;
