INSERT INTO old_orders (id) SELECT id FROM orders;
