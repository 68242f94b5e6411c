CREATE TABLE orders (
    id bigint PRIMARY KEY,
    user_id bigint,
    total int CHECK (total >= 0),
    FOREIGN KEY (user_id) REFERENCES users (id),
    UNIQUE (user_id, id)
);
