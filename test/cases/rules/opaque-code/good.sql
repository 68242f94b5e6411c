DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'order_state') THEN
        CREATE TYPE order_state AS ENUM ('open', 'closed');
    END IF;
END;
$$;
