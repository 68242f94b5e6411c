CREATE TABLE IF NOT EXISTS users (
    id bigint PRIMARY KEY,
    email varchar(255) NOT NULL,
    name character varying(100)
);
