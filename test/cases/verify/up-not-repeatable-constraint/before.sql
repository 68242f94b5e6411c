CREATE SCHEMA app;
CREATE TABLE app.accounts (id bigint PRIMARY KEY, balance numeric NOT NULL DEFAULT 0);
