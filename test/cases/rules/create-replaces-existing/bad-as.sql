DROP TABLE order_totals;
CREATE TABLE order_totals AS SELECT user_id, sum(total) FROM orders GROUP BY user_id;
