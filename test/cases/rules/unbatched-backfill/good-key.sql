UPDATE orders SET state = 'open' WHERE id = 5;
UPDATE orders SET state = 'open' WHERE id BETWEEN 1 AND 10000 AND state IS NULL;
DELETE FROM order_lines WHERE order_id IN (1, 2, 3);
UPDATE plans SET price = 10 WHERE code = 'team';
