CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY,
    state text NOT NULL DEFAULT 'new
);
