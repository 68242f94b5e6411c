DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_tables WHERE tablename = 'orders') THEN
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
        CREATE INDEX orders_user_id_idx ON orders (user_id);
    END IF;
END;
$$;
