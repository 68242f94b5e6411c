SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
RESET lock_timeout;
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS region text;
