-- file: 1700000000001_views.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE VIEW order_totals AS SELECT count(*) FROM orders;
CREATE VIEW order_ids AS SELECT id FROM orders;
-- file: 1700000000002_case.sql
DROP VIEW order_totals, order_ids;
