ALTER TABLE users ADD COLUMN nick text;
INSERT INTO order_totals (user_id, total) SELECT user_id, sum(total) FROM orders GROUP BY user_id;
