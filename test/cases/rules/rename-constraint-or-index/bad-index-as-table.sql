-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, state text, total numeric);
CREATE INDEX orders_user_id_idx ON orders (user_id);
-- file: 1700000000002_rename.sql
ALTER TABLE orders_user_id_idx RENAME TO orders_buyer_idx;
