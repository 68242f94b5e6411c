CREATE OR REPLACE FUNCTION rebuild_indexes() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- REINDEX TABLE users would do
    REINDEX (CONCURRENTLY, VERBOSE) TABLE orders;
END;
$$;
