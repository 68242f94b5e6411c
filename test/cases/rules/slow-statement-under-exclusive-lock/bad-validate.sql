-- file: 1700000000001_check.sql
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;
-- file: 1700000000002_validate.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS plan text;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
