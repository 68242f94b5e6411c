-- Up Migration
DROP VIEW IF EXISTS app.public_users;
CREATE VIEW app.public_users AS SELECT id, name, email, is_admin FROM app.users;
-- Down Migration
DROP VIEW IF EXISTS app.public_users;
CREATE VIEW app.public_users AS SELECT id, name FROM app.users;
