CREATE SCHEMA app;
CREATE TABLE app.carts (id bigint PRIMARY KEY);
