CREATE SCHEMA app;
CREATE TABLE app.leads (id bigint PRIMARY KEY, source text NOT NULL);
