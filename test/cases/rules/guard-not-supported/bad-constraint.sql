ALTER TABLE orders ADD CONSTRAINT IF NOT EXISTS orders_total_check CHECK (total >= 0);
