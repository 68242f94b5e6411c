-- Up Migration
INSERT INTO app.roles (name) VALUES ('admin'), ('editor'), ('viewer');
-- Down Migration
DELETE FROM app.roles WHERE name IN ('admin', 'editor', 'viewer');
