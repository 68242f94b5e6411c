-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text);
ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL);
ALTER TABLE orders ADD CONSTRAINT orders_email_check CHECK (email IS NOT NULL AND email <> '');
-- file: 1700000000002_not_null.sql
ALTER TABLE orders ALTER COLUMN email SET NOT NULL, DROP CONSTRAINT orders_email_not_null;
