-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE VIEW recent AS SELECT id FROM orders;
-- file: 1700000000002_gone.sql
DROP VIEW recent;
ALTER TABLE orders RENAME TO purchases;
DROP TABLE carts;
-- file: 1700000000003_case.sql
ALTER TABLE orders ADD COLUMN total int;
UPDATE carts SET id = 1 WHERE id = 2;
DROP VIEW recent;
