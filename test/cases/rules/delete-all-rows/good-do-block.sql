-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    WITH moved AS (DELETE FROM orders RETURNING id, note)
    INSERT INTO archive (id, note) SELECT id, note FROM moved;
END $$;
