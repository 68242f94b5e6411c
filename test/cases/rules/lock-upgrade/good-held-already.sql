ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_status_idx ON orders (status);
UPDATE orders SET note = '' WHERE id = 1;
