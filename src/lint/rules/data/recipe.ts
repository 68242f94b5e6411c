/** How rows are changed in batches by a block that commits, for pages of rules. */
export const committingBlock = `-- pgmaestro: no-transaction
DO $$
BEGIN
    LOOP
        UPDATE orders SET total_cents = total * 100
        WHERE id IN (SELECT id FROM orders WHERE total_cents IS NULL LIMIT 10000);
        EXIT WHEN NOT FOUND;
        COMMIT;
        PERFORM pg_sleep(0.1);
    END LOOP;
END;
$$;`;
