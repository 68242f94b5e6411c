-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(20), note varchar(20), user_id bigint);
CREATE TABLE users (id bigint PRIMARY KEY, code varchar(20));
CREATE VIEW orders_of_users AS SELECT o.id, u.code FROM orders o JOIN users u ON u.id = o.user_id;
CREATE VIEW everything AS SELECT * FROM orders;
DROP VIEW everything;
-- file: 1700000000002_code.sql
ALTER TABLE orders ALTER COLUMN code TYPE text, ALTER COLUMN note TYPE text;
