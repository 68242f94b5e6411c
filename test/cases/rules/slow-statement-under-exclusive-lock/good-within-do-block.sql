-- file: 1700000000001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric, note text);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    CREATE TABLE regions (id bigint PRIMARY KEY, name text);
    ALTER TABLE regions ADD COLUMN code text;
    UPDATE regions SET code = name;
    UPDATE orders SET note = 'x';
    ALTER TABLE orders ALTER COLUMN note SET NOT NULL, ADD COLUMN region text;
END $$;
