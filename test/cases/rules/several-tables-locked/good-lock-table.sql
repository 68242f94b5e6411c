SET LOCAL lock_timeout = '2s';
LOCK TABLE orders, invoices IN ACCESS EXCLUSIVE MODE;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS region text;
