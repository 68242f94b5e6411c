CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, status text, created_at timestamptz);
CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
CREATE INDEX IF NOT EXISTS orders_open_idx ON orders (user_id, created_at DESC) WHERE status = 'open';
CREATE INDEX IF NOT EXISTS orders_created_at_idx ON orders (created_at);
CREATE INDEX IF NOT EXISTS orders_created_at_id_idx ON orders (created_at DESC, id);
CREATE UNIQUE INDEX IF NOT EXISTS orders_status_key ON orders (status);
CREATE INDEX IF NOT EXISTS orders_id_user_id_idx ON orders (id, user_id);
