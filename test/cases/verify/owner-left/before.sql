CREATE SCHEMA app;
CREATE TABLE app.audit (id bigint PRIMARY KEY, note text);
