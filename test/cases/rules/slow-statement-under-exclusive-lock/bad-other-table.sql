SET LOCAL lock_timeout = '2s';
ALTER TABLE users ADD COLUMN IF NOT EXISTS plan text;
CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
ALTER TABLE invoices ADD CONSTRAINT invoices_total_check CHECK (total >= 0);
