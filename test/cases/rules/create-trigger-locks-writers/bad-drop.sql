DROP TRIGGER orders_touch ON orders;
ALTER TRIGGER orders_check ON orders RENAME TO orders_checked;
