CREATE MATERIALIZED VIEW order_lines_all AS SELECT o.id AS order_id, l.* FROM orders o JOIN order_lines l ON l.order_id = o.id WITH NO DATA;
