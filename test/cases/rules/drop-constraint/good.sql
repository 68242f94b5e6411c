-- file: 1700000000001_new-check.sql
ALTER TABLE orders ADD CONSTRAINT orders_status_check CHECK (status IN ('new', 'paid')) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_status_v2_check CHECK (status IN ('new', 'paid', 'sent')) NOT VALID;
-- file: 1700000000002_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_status_v2_check;
-- file: 1700000000003_drop-old.sql
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_status_check;
