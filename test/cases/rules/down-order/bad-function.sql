-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email text);
-- file: 1700000000002_touch-users.sql
-- Up Migration
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE OR REPLACE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
-- Down Migration
DROP FUNCTION IF EXISTS touch();
DROP TRIGGER IF EXISTS users_touch ON users;
