-- Up Migration
CREATE OR REPLACE VIEW app.public_users AS SELECT id, name, email FROM app.users;
-- Down Migration
CREATE OR REPLACE VIEW app.public_users AS SELECT id, name FROM app.users;
