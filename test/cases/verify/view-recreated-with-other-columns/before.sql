CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, name text, email text, is_admin boolean);
CREATE VIEW app.public_users AS SELECT id, name, is_admin FROM app.users;
