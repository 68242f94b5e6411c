-- source: PostgreSQL manual, "Transaction Management" of PL/pgSQL
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, active boolean);
-- file: 1700000000002_fill.sql
-- pgmaestro: no-transaction
DO $$
DECLARE
    changed bigint;
BEGIN
    LOOP
        UPDATE users SET active = true WHERE id IN (SELECT id FROM users WHERE active IS NULL LIMIT 1000);
        GET DIAGNOSTICS changed = ROW_COUNT;
        EXIT WHEN changed = 0;
        COMMIT;
    END LOOP;
END;
$$;
