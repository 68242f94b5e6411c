CREATE TABLE IF NOT EXISTS order_totals (order_id bigint PRIMARY KEY, total numeric NOT NULL);
INSERT INTO order_totals (order_id, total) SELECT order_id, sum(price) FROM order_lines GROUP BY order_id;
ANALYZE order_totals;
