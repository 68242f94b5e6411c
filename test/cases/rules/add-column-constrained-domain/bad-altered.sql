-- file: 1700000000001_weight.sql
CREATE DOMAIN weight AS integer;
-- file: 1700000000002_weight.sql
ALTER DOMAIN weight ADD CONSTRAINT weight_check CHECK (VALUE > 0);
-- file: 1700000000003_orders.sql
ALTER TABLE orders ADD COLUMN weight weight;
