CREATE SCHEMA app;
CREATE TABLE app.zones (id bigint PRIMARY KEY, zip integer);
