-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20));
-- file: 1700000000002_code.sql
-- Up Migration
ALTER TABLE orders ALTER COLUMN code TYPE text;
-- Down Migration
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
