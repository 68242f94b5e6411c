-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20) CHECK (code <> ''));
-- file: 1700000000002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(50);
