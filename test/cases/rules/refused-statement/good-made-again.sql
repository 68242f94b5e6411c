-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE VIEW recent AS SELECT id FROM orders;
CREATE SEQUENCE numbers;
-- file: 1700000000002_gone.sql
DROP VIEW recent;
DROP SEQUENCE numbers;
DROP TABLE orders, carts, items;
-- file: 1700000000003_again.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE MATERIALIZED VIEW recent AS SELECT id FROM orders;
CREATE TABLE carts AS SELECT id FROM orders;
SELECT id INTO items FROM orders;
CREATE SEQUENCE numbers;
-- file: 1700000000004_case.sql
ALTER TABLE orders ADD COLUMN total int;
ALTER TABLE carts ADD COLUMN total int;
ALTER TABLE items ADD COLUMN total int;
DROP MATERIALIZED VIEW recent;
DROP SEQUENCE numbers;
