CREATE SCHEMA app;
CREATE TABLE app.products (id bigint PRIMARY KEY, name text NOT NULL);
