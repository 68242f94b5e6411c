-- Up Migration
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
CREATE TYPE order_state AS ENUM ('new');
CREATE DOMAIN open_state AS order_state;
CREATE FUNCTION state_rank(order_state) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION default_note() RETURNS text LANGUAGE sql AS 'SELECT ''-''';
ALTER TABLE orders ADD COLUMN note text DEFAULT default_note();
ALTER TABLE orders ADD COLUMN code text CONSTRAINT orders_code UNIQUE;
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.2) STORED;
CREATE VIEW notes AS SELECT note FROM orders;
CREATE TABLE items (code text REFERENCES orders (code));
CREATE SEQUENCE numbers;
ALTER TABLE orders ALTER COLUMN total SET DEFAULT nextval('numbers');
CREATE SCHEMA shop;
CREATE TABLE shop.carts (id bigint PRIMARY KEY);
-- Down Migration
DROP SCHEMA shop;
DROP SEQUENCE numbers;
ALTER TABLE orders DROP CONSTRAINT orders_code;
ALTER TABLE orders DROP COLUMN note;
ALTER TABLE orders DROP COLUMN total;
DROP FUNCTION default_note();
DROP TYPE order_state;
