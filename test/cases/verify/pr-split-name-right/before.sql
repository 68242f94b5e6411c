CREATE SCHEMA app;
CREATE TABLE app.people (id bigint PRIMARY KEY, name text NOT NULL, born date);
INSERT INTO app.people VALUES (1, 'Ada Lovelace', '1815-12-10'), (2, 'Grace Hopper', '1906-12-09');
