ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
DO $$
BEGIN
    UPDATE orders SET region = 'eu' WHERE region IS NULL;
END;
$$;
