CREATE SCHEMA app;
CREATE TABLE app.imports (id bigint PRIMARY KEY, line text);
