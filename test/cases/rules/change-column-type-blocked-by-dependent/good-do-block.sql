-- file: 1700000000001_orders.sql
CREATE TYPE order_state AS ENUM ('new', 'paid');
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20), state text DEFAULT 'new', kind text DEFAULT 'new');
CREATE VIEW codes AS SELECT code FROM orders;
-- file: 1700000000002_case.sql
DO $$
BEGIN
    DROP VIEW codes;
    ALTER TABLE orders ALTER COLUMN code TYPE text;
    CREATE VIEW codes AS SELECT code FROM orders;
    ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
    ALTER TABLE orders ALTER COLUMN state TYPE order_state USING state::order_state;
    ALTER TABLE orders ALTER COLUMN kind DROP DEFAULT, ALTER COLUMN kind TYPE order_state USING kind::order_state;
END $$;
