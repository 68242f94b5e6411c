BEGIN;
UPDATE orders SET region = 'eu' WHERE id = 1;
ROLLBACK;
