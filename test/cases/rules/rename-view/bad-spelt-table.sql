-- file: 1700000000001_view.sql
CREATE VIEW order_totals AS SELECT user_id FROM orders;
-- file: 1700000000002_rename.sql
ALTER TABLE order_totals RENAME TO order_sums;
