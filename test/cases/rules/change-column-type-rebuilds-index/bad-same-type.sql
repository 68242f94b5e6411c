-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text COLLATE "C", total integer);
CREATE INDEX orders_email_idx ON orders (email);
CREATE INDEX orders_paying_idx ON orders (id) WHERE total > 0;
-- file: 1700000000002_types.sql
ALTER TABLE orders ALTER COLUMN email TYPE text, ALTER COLUMN total TYPE integer;
