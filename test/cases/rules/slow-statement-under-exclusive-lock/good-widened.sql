-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, region varchar(20));
-- file: 1700000000002_widen.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS plan text;
ALTER TABLE orders ALTER COLUMN region TYPE text;
