CREATE SCHEMA app;
CREATE TABLE app.tags (id bigint PRIMARY KEY, name text NOT NULL, color text);
