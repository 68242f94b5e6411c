CREATE SCHEMA app;
CREATE TABLE app.big (id bigint PRIMARY KEY, body text);
