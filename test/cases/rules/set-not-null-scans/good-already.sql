-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL);
-- file: 1700000000002_not_null.sql
ALTER TABLE orders ALTER COLUMN email SET NOT NULL, ALTER COLUMN id SET NOT NULL;
