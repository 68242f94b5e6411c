CREATE TABLE IF NOT EXISTS app.orders (id bigint PRIMARY KEY, state text);
CREATE INDEX IF NOT EXISTS orders_state_idx ON app.orders (state);
