-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20));
-- file: 1700000000002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(50) USING code::varchar(50);
