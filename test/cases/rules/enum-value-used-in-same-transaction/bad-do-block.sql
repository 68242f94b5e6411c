-- file: 1700000000001_orders.sql
CREATE TYPE order_state AS ENUM ('new');
CREATE TABLE orders (id bigint PRIMARY KEY, state order_state);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'gone') THEN
        ALTER TYPE order_state ADD VALUE 'gone';
        UPDATE orders SET state = 'gone' WHERE id = 1;
    END IF;
END $$;
