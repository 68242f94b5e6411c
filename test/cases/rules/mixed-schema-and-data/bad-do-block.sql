ALTER TABLE orders ADD COLUMN total_cents bigint;
DO $$
BEGIN
    UPDATE orders SET total_cents = total * 100;
END;
$$;
