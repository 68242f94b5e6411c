-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text, CONSTRAINT note_given CHECK (note IS NOT NULL));
-- file: 1700000000002_case.sql
DO $$
BEGIN
    ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
    ALTER TABLE orders DROP CONSTRAINT note_given;
END $$;
