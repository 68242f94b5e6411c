-- pgmaestro: no-transaction
ALTER TABLE orders DISABLE TRIGGER orders_touch;
UPDATE orders SET state = 'open' WHERE id = 1;
ALTER TABLE orders ENABLE TRIGGER orders_touch;
