-- file: 1700000000001_orders.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE shops (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), shop_id bigint REFERENCES shops (id));
-- file: 1700000000002_drop.sql
DROP TABLE IF EXISTS orders;
