CREATE TABLE IF NOT EXISTS ${schema}.orders (id bigint PRIMARY KEY, state text NOT NULL DEFAULT 'new');
CREATE INDEX IF NOT EXISTS orders_state_idx ON ${schema}.orders (state);
