-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text);
ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL);
-- file: 1700000000002_not_null.sql
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_email_not_null;
