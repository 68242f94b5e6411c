CREATE TABLE IF NOT EXISTS order_totals (user_id bigint PRIMARY KEY REFERENCES users (id), total numeric);
INSERT INTO order_totals (user_id, total) SELECT user_id, sum(total) FROM orders GROUP BY user_id;
