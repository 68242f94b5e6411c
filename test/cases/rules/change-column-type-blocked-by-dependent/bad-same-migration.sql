CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20));
CREATE MATERIALIZED VIEW codes AS SELECT * FROM orders;
ALTER TABLE orders ALTER COLUMN code TYPE text;
