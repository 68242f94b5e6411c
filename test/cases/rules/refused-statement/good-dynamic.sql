-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
DO $$
BEGIN
    EXECUTE format('ALTER TABLE %I DROP COLUMN note', 'orders');
END;
$$;
-- file: 1700000000002_case.sql
ALTER TABLE orders ADD COLUMN note text;
