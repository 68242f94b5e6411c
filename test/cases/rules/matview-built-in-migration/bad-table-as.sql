CREATE TABLE order_totals AS SELECT o.user_id, sum(l.price) AS total FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY 1;
