-- pgmaestro: no-transaction
SAVEPOINT before_orders;
UPDATE orders SET region = 'eu' WHERE id = 1;
ROLLBACK TO SAVEPOINT before_orders;
