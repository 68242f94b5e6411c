-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, CONSTRAINT orders_total_not_null CHECK (total IS NOT NULL));
-- file: 1700000000002_not-null.sql
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
-- file: 1700000000003_drop-proof.sql
ALTER TABLE orders DROP CONSTRAINT orders_total_not_null;
