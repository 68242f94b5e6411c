-- pgmaestro-ignore index-not-concurrent: the table is empty in production
CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state);
