CREATE SCHEMA app;
CREATE TABLE app.products (id bigint PRIMARY KEY, price numeric(10, 2) NOT NULL);
INSERT INTO app.products VALUES (1, 9.99), (2, 1.50);
