CREATE TABLE order_totals (user_id bigint PRIMARY KEY, total numeric);
INSERT INTO order_totals (user_id, total) SELECT user_id, sum(total) FROM orders GROUP BY user_id;
CREATE TABLE big_orders AS SELECT id FROM orders WHERE total > 1000;
