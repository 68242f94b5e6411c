CREATE OR REPLACE VIEW open_orders AS SELECT id FROM orders WHERE status = 'open';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
