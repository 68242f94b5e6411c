-- file: 1700000000001_orders.sql
CREATE TABLE shop.orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_index.sql
SET search_path TO shop;
CREATE UNIQUE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
