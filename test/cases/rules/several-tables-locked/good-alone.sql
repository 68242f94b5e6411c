-- pgmaestro: no-transaction
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS region text;
