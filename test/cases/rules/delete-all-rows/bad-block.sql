DO $$
BEGIN
    DELETE FROM orders;
END $$;
