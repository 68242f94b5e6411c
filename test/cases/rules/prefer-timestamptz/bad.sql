CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY,
    created_at timestamp NOT NULL DEFAULT now(),
    paid_at timestamp without time zone,
    shipped_at timestamp(3)
);
