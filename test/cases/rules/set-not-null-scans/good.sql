-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text);
-- file: 1700000000002_check.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL) NOT VALID;
-- file: 1700000000003_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_not_null;
-- file: 1700000000004_not_null.sql
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_email_not_null;
