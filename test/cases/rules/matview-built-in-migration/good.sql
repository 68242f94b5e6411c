CREATE MATERIALIZED VIEW IF NOT EXISTS daily_sales AS
    SELECT day, sum(total) AS total FROM orders GROUP BY day
    WITH NO DATA;
