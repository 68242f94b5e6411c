CREATE SCHEMA app;
CREATE TYPE app.plan AS ENUM ('free', 'pro');
CREATE TABLE app.accounts (id bigint PRIMARY KEY, plan app.plan NOT NULL DEFAULT 'free');
