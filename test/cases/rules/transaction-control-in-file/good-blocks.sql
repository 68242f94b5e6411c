BEGIN;
SAVEPOINT before_orders;
UPDATE orders SET region = 'eu' WHERE id = 1;
RELEASE SAVEPOINT before_orders;
COMMIT;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
START TRANSACTION;
UPDATE orders SET region = 'us' WHERE id = 2;
END;
