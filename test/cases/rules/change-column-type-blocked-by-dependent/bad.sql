-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20), closed_at timestamptz);
CREATE VIEW open_orders AS SELECT id, code FROM orders WHERE closed_at IS NULL;
-- file: 1700000000002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE text;
