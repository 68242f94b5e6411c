CREATE SCHEMA app;
CREATE TABLE app.authors (id bigint PRIMARY KEY);
CREATE TABLE app.books (id bigint PRIMARY KEY);
