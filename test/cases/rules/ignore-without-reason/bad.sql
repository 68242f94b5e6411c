-- pgmaestro-ignore index-not-concurrent
CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state);
-- pgmaestro-ignore index-not-concurrent:
CREATE INDEX IF NOT EXISTS users_name_idx ON users (name);
-- pgmaestro-ignore
CREATE INDEX IF NOT EXISTS shops_name_idx ON shops (name);
