LOCK TABLE orders;
UPDATE orders SET region = 'eu' WHERE id = 42;
