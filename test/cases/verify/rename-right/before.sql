CREATE SCHEMA app;
CREATE TABLE app.clients (id bigint PRIMARY KEY, name text);
CREATE VIEW app.client_names AS SELECT name FROM app.clients;
