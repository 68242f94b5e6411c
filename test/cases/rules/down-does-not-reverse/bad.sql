-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email text, name text);
CREATE INDEX IF NOT EXISTS users_name_idx ON users (name);
-- file: 1700000000002_add-orders.sql
-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TABLE users ADD COLUMN IF NOT EXISTS note text CHECK (note <> '');
ALTER TABLE users ADD CONSTRAINT users_email_check CHECK (email LIKE '%@%') NOT VALID;
CREATE INDEX IF NOT EXISTS users_email_idx ON users (email);
DROP INDEX IF EXISTS users_name_idx;
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE OR REPLACE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
-- Down Migration
DROP TABLE IF EXISTS orders;
