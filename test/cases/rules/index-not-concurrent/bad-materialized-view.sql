-- file: 1700000000001_totals.sql
CREATE MATERIALIZED VIEW order_totals AS SELECT user_id, count(*) AS orders FROM orders GROUP BY user_id;
-- file: 1700000000002_index.sql
CREATE UNIQUE INDEX IF NOT EXISTS order_totals_user_id_idx ON order_totals (user_id);
