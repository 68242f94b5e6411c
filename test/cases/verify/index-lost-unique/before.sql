CREATE SCHEMA app;
CREATE TABLE app.users (id bigint PRIMARY KEY, email text NOT NULL);
CREATE UNIQUE INDEX idx_users_email ON app.users (email);
