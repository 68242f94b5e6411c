ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
