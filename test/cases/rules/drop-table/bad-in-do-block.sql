DO $$
BEGIN
    DROP TABLE IF EXISTS legacy_orders;
END;
$$;
