CREATE SCHEMA app;
CREATE TABLE app.projects (id bigint PRIMARY KEY, name text NOT NULL);
