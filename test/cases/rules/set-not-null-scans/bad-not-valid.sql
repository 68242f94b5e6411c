-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text);
-- file: 1700000000002_check.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL) NOT VALID;
-- file: 1700000000003_not_null.sql
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
