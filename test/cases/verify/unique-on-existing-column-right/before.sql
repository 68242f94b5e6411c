CREATE SCHEMA app;
CREATE TABLE app.flags (id bigint PRIMARY KEY, enabled boolean NOT NULL, kind text NOT NULL);
