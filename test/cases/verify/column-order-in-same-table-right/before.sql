CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, nickname text, email text NOT NULL);
