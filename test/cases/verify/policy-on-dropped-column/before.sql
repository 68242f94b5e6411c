CREATE SCHEMA app;
CREATE TABLE app.files (id bigint PRIMARY KEY, path text NOT NULL);
