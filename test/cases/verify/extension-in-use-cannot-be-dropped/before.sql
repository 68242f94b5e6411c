CREATE SCHEMA app;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE app.users (id bigint PRIMARY KEY, email citext);
