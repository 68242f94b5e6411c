DO $$
BEGIN
    ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE (number);
EXCEPTION
    WHEN duplicate_object THEN NULL;
END;
$$;
