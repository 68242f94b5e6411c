-- file: 1700000000001_weight.sql
CREATE DOMAIN weight AS integer CHECK (VALUE > 0);
-- file: 1700000000002_orders.sql
ALTER TABLE orders ADD COLUMN weight weight;
