CREATE SCHEMA app;
CREATE TABLE app.permissions (name text PRIMARY KEY, description text NOT NULL);
INSERT INTO app.permissions VALUES ('users.read', 'See users');
