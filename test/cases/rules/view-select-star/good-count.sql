CREATE VIEW order_count AS SELECT count(*) AS orders FROM (SELECT * FROM orders) AS all_orders;
