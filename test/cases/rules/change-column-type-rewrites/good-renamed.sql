-- file: 1700000000001_orders.sql
CREATE TABLE purchases (id bigint PRIMARY KEY, code varchar(20));
ALTER TABLE purchases RENAME TO orders;
ALTER TABLE orders RENAME COLUMN code TO number;
-- file: 1700000000002_number.sql
ALTER TABLE orders ALTER COLUMN number TYPE text;
