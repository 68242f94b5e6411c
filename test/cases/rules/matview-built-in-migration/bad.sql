CREATE MATERIALIZED VIEW daily_sales AS SELECT day, sum(total) AS total FROM orders GROUP BY day;
