CREATE TABLE IF NOT EXISTS order_lines (
    order_id bigint NOT NULL REFERENCES orders (id),
    line integer NOT NULL,
    PRIMARY KEY (order_id, line)
);
CREATE TABLE IF NOT EXISTS profiles (
    user_id integer PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE
);
