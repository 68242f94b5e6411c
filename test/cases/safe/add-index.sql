-- source: PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently"
-- file: 1700000000001_before.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_index-orders.sql
CREATE INDEX CONCURRENTLY orders_user_id_idx ON orders (user_id);
