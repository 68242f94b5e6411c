ALTER MATERIALIZED VIEW daily_sales RENAME TO sales_by_day;
