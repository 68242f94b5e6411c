SAVEPOINT before_orders;
UPDATE orders SET region = 'eu' WHERE id = 1;
RELEASE SAVEPOINT before_orders;
