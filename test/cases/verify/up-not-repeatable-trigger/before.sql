CREATE SCHEMA app;
CREATE TABLE app.accounts (id bigint PRIMARY KEY, updated_at timestamptz);
