-- file: 1700000000001_backfill.sql
CREATE OR REPLACE PROCEDURE backfill_regions() LANGUAGE plpgsql AS $$
BEGIN
    LOOP
        UPDATE orders SET region = 'eu' WHERE id IN (SELECT id FROM orders WHERE region IS NULL LIMIT 1000);
        EXIT WHEN NOT FOUND;
        COMMIT;
    END LOOP;
END;
$$;
-- file: 1700000000002_call.sql
CALL backfill_regions();
