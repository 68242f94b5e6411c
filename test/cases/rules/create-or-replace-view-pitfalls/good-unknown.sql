-- file: 1700000000001_view.sql
CREATE VIEW order_totals AS SELECT o.user_id, sum(o.total) AS total FROM orders o GROUP BY 1;
-- file: 1700000000002_view.sql
CREATE OR REPLACE VIEW order_totals AS SELECT * FROM order_sums;
