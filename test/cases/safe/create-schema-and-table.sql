-- source: PostgreSQL manual, CREATE TABLE
-- file: 1700000000002_create.sql
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE IF NOT EXISTS app.users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_email_key UNIQUE (email)
);
CREATE INDEX IF NOT EXISTS users_created_at_idx ON app.users (created_at);
COMMENT ON TABLE app.users IS 'people who can log in';
