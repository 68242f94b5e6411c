COMMENT ON TABLE orders IS 'What people buy.';
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
UPDATE orders SET state = 'open' WHERE state IS NULL;
