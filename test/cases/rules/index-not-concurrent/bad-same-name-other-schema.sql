-- file: 1700000000001_orders.sql
CREATE TABLE shop.orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_archive.sql
CREATE TABLE archive.orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX IF NOT EXISTS orders_user_id_idx ON shop.orders (user_id);
