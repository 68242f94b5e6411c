CREATE SCHEMA app;
CREATE TABLE app.cities (id bigint PRIMARY KEY, name varchar(100) NOT NULL);
