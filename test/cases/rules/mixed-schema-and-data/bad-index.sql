CREATE INDEX orders_state_idx ON orders (state);
DELETE FROM orders WHERE state = 'void';
