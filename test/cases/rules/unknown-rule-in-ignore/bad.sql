-- pgmaestro-ignore index-not-concurent: the table is empty in production
CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state);
-- pgmaestro-ignore index-not-concurrent, everything: the table is empty in production
CREATE INDEX IF NOT EXISTS users_name_idx ON users (name);
