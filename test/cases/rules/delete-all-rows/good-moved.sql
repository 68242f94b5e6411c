WITH moved AS (DELETE FROM orders RETURNING id, total)
INSERT INTO old_orders (id, total) SELECT id, total FROM moved;
