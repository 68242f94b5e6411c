-- source: squawk, ban-concurrent-index-creation-in-transaction
-- file: 1700000000001_before.sql
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_index-orders.sql
BEGIN;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
COMMIT;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_id_idx ON orders (user_id);
