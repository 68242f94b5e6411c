ALTER TABLE orders DISABLE TRIGGER orders_touch;
UPDATE orders SET state = 'open' WHERE id = 1;
