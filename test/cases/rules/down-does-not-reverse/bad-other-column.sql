-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email text, name text);
CREATE OR REPLACE FUNCTION half(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a / 2';
-- file: 1700000000002_change-users.sql
-- Up Migration
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
CREATE INDEX ON users (email);
ALTER TABLE users RENAME COLUMN name TO full_name;
CREATE OR REPLACE FUNCTION half(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a / 3';
ALTER TABLE users RENAME TO people;
-- Down Migration
ALTER TABLE people RENAME TO users;
ALTER TABLE users RENAME COLUMN full_name TO name;
DROP FUNCTION other();
