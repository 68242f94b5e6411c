DO $$
BEGIN
    -- CREATE INDEX CONCURRENTLY cannot run here
    RAISE NOTICE 'CREATE INDEX CONCURRENTLY orders_user_id_idx is to follow';
END;
$$;
