-- file: 1700000000001_orders.sql
CREATE TABLE orders (number text PRIMARY KEY);
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD COLUMN id uuid DEFAULT gen_random_uuid() PRIMARY KEY;
