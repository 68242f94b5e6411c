CREATE SCHEMA app;
CREATE TABLE app.addresses (id bigint PRIMARY KEY, zip text, city text);
