CREATE TABLE IF NOT EXISTS users (
    id bigint PRIMARY KEY,
    email text NOT NULL,
    name varchar,
    CONSTRAINT users_email_check CHECK (length(email) <= 255)
);
