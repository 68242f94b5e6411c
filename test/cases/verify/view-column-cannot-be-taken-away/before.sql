CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, name text, email text);
CREATE VIEW app.public_users AS SELECT id, name FROM app.users;
