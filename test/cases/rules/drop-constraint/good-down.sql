-- Up Migration
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
-- Down Migration
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
