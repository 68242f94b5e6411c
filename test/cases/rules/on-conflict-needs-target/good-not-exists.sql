INSERT INTO old_orders (id) SELECT id FROM orders o WHERE NOT EXISTS (SELECT FROM old_orders p WHERE p.id = o.id);
