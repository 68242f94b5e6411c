-- file: 1700000000001_orders.sql
CREATE TABLE archive.orders (id bigint PRIMARY KEY);
-- file: 1700000000002_drop.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
DROP TABLE orders, archive.orders;
