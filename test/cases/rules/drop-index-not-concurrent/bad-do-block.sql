-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE INDEX orders_note_idx ON orders (note);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'orders_note_idx') THEN
        DROP INDEX orders_note_idx;
    END IF;
END $$;
