-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, paid_at timestamp);
CREATE INDEX orders_user_id_paid_at_idx ON orders (user_id, paid_at);
-- file: 1700000000002_paid_at.sql
SET LOCAL timezone = 'UTC';
ALTER TABLE orders ALTER COLUMN paid_at TYPE timestamptz;
