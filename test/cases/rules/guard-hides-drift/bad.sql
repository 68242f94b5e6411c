-- file: 1700000000001_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text, total integer);
CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state);
-- file: 1700000000002_add-orders-again.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text, total numeric);
CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state, total);
