CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY,
    created_at timestamp NOT NULL,
    paid_at timestamp,
    sent_at timestamp(3)
);
