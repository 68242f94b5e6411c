-- Up Migration
DROP VIEW IF EXISTS app.directory;
CREATE VIEW app.directory AS SELECT id, name, email FROM app.people;
GRANT SELECT ON app.directory TO PUBLIC;
-- Down Migration
DROP VIEW IF EXISTS app.directory;
CREATE VIEW app.directory AS SELECT id, name FROM app.people;
