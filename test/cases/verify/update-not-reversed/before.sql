CREATE SCHEMA app;
CREATE TABLE app.contacts (id bigint PRIMARY KEY, email text NOT NULL);
INSERT INTO app.contacts VALUES (1, 'Ada@Example.com'), (2, 'bob@example.com');
