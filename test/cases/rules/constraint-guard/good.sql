-- file: 1700000000001_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, total numeric);
-- file: 1700000000002_check-totals.sql
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conrelid = 'orders'::regclass AND conname = 'orders_total_check'
    ) THEN
        ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
    END IF;
END;
$$;
