CREATE TYPE order_state AS ENUM ('open', 'paid');
CREATE TABLE IF NOT EXISTS shops (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY,
    shop_id bigint REFERENCES shops (id),
    state order_state
);
CREATE TABLE IF NOT EXISTS past_states (id bigint PRIMARY KEY, state order_state);
CREATE INDEX IF NOT EXISTS orders_shop_id_idx ON orders (shop_id);
COMMENT ON TABLE orders IS 'What people buy.';
