-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20));
CREATE INDEX orders_coded_idx ON orders (id) WHERE code IS NOT NULL;
CREATE INDEX orders_lower_code_idx ON orders (lower(code));
CREATE INDEX orders_code_idx ON orders (code);
-- file: 1700000000002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE varchar(50);
