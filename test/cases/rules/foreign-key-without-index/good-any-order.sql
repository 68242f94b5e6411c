-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, shop_id bigint);
-- file: 1700000000002_case.sql
CREATE INDEX orders_shop_idx ON orders (shop_id, user_id, id);
ALTER TABLE orders ADD CONSTRAINT orders_shop_fkey FOREIGN KEY (user_id, shop_id) REFERENCES shops (user_id, id);
