-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX orders_user_id_idx ON orders (user_id);
-- file: 1700000000002_reindex.sql
REINDEX INDEX orders_user_id_idx;
