DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_indexes WHERE indexname = 'orders_user_id_idx') THEN
        CREATE INDEX orders_user_id_idx ON orders (user_id);
    END IF;
END;
$$;
