CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
