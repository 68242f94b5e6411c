CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text);
CREATE INDEX orders_state_idx ON orders (state);
