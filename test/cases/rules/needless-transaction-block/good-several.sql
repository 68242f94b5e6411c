BEGIN;
UPDATE orders SET region = 'eu' WHERE id = 1;
COMMIT;
BEGIN;
UPDATE orders SET region = 'us' WHERE id = 2;
COMMIT;
