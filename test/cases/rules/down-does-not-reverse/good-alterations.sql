-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email text, name text, kind integer);
CREATE INDEX IF NOT EXISTS users_name_idx ON users (name);
CREATE OR REPLACE FUNCTION label(users) RETURNS text LANGUAGE sql AS 'SELECT $1.name';
-- file: 1700000000002_change-users.sql
-- Up Migration
ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN kind TYPE bigint;
ALTER TABLE users RENAME COLUMN name TO full_name;
DROP INDEX IF EXISTS users_name_idx;
CREATE OR REPLACE FUNCTION label(users) RETURNS text LANGUAGE sql AS 'SELECT $1.full_name';
DROP TRIGGER IF EXISTS users_touch ON users;
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
INSERT INTO kinds (id, name) VALUES (1, 'human') ON CONFLICT (id) DO NOTHING;
-- Down Migration
DELETE FROM kinds WHERE id = 1;
DROP TRIGGER IF EXISTS users_touch ON users;
CREATE OR REPLACE FUNCTION label(users) RETURNS text LANGUAGE sql AS 'SELECT $1.name';
CREATE INDEX IF NOT EXISTS users_name_idx ON users (full_name);
ALTER TABLE users RENAME COLUMN full_name TO name;
ALTER TABLE users ALTER COLUMN email DROP NOT NULL, ALTER COLUMN kind TYPE integer;
