-- config: {"postgres": 18}
-- file: 1700000000001_not_null.sql
ALTER TABLE orders ADD CONSTRAINT orders_email_not_null NOT NULL email NOT VALID;
-- file: 1700000000002_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_email_not_null;
-- file: 1700000000003_not_null.sql
ALTER TABLE orders ALTER COLUMN email SET NOT NULL;
