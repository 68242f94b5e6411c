UPDATE orders SET state = 'open' WHERE state IS NULL;
DELETE FROM payments WHERE amount = 0;
CREATE INDEX orders_state_idx ON orders (state);
ALTER TABLE orders ADD COLUMN note text;
