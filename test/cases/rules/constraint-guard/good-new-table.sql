CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, total numeric);
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);
DO $$
BEGIN
    ALTER TABLE orders ADD CONSTRAINT orders_number_check CHECK (id > 0);
EXCEPTION
    WHEN duplicate_object THEN NULL;
END;
$$;
