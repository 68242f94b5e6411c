ALTER TABLE orders ADD CONSTRAINT total_check CHECK (total >= 0) NOT VALID;
ALTER TABLE orders RENAME CONSTRAINT total_check TO orders_total_check;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;
