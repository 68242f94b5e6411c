-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20));
ALTER TABLE orders ADD CONSTRAINT orders_code_check CHECK (code <> '');
-- file: 1700000000002_code.sql
ALTER TABLE orders DROP CONSTRAINT orders_code_check;
ALTER TABLE orders ALTER COLUMN code TYPE varchar(50);
ALTER TABLE orders ADD CONSTRAINT orders_code_check CHECK (code <> '') NOT VALID;
-- file: 1700000000003_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT orders_code_check;
