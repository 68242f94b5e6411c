CREATE TABLE IF NOT EXISTS order_totals (user_id bigint PRIMARY KEY, total numeric);
INSERT INTO order_totals (user_id, total) SELECT user_id, sum(total) FROM orders GROUP BY user_id;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
