CREATE TABLE IF NOT EXISTS users (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    type text NOT NULL,
    value text,
    sort_order integer NOT NULL
);
