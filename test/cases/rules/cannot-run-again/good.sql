-- file: 1700000000001_create-users.sql
CREATE TABLE app.users (id bigint PRIMARY KEY, email text);
CREATE TABLE app.plans (name text PRIMARY KEY);
-- file: repeatable/active-users.sql
SET LOCAL lock_timeout = '2s';
DROP VIEW IF EXISTS app.active_users;
CREATE VIEW app.active_users AS SELECT id, email FROM app.users;
INSERT INTO app.plans (name) VALUES ('free') ON CONFLICT (name) DO NOTHING;
