-- file: 1700000000001_check.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL) NOT VALID;
-- file: 1700000000002_not_null.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_not_null, ALTER COLUMN email SET NOT NULL;
