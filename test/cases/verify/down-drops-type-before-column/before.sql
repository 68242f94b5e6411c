CREATE SCHEMA app;
CREATE TABLE app.tasks (id bigint PRIMARY KEY, title text NOT NULL);
