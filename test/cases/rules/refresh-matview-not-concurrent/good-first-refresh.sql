-- file: 1700000000001_sales.sql
CREATE MATERIALIZED VIEW daily_sales AS SELECT day, sum(total) AS total FROM orders GROUP BY day WITH NO DATA;
-- file: 1700000000002_refresh.sql
REFRESH MATERIALIZED VIEW daily_sales;
