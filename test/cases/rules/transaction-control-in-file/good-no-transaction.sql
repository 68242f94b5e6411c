-- file: 1700000000001_backfill.sql
CREATE OR REPLACE PROCEDURE backfill_regions() LANGUAGE plpgsql AS $$
BEGIN
    UPDATE orders SET region = 'eu' WHERE id = 1;
    COMMIT;
END;
$$;
-- file: 1700000000002_call.sql
-- pgmaestro: no-transaction
CALL backfill_regions();
