CREATE SCHEMA app;
CREATE TABLE app.people (id bigint PRIMARY KEY, name text, email text);
CREATE VIEW app.directory AS SELECT id, name FROM app.people;
GRANT SELECT ON app.directory TO PUBLIC;
