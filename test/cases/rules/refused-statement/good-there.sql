-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT users_email UNIQUE (email), name text NOT NULL);
CREATE TABLE like_users (LIKE users INCLUDING ALL, EXCLUDE USING gist (name WITH =));
CREATE TABLE parents (id bigint);
CREATE TABLE children (note text) INHERITS (parents);
CREATE UNIQUE INDEX users_name_idx ON users (name);
-- file: 1700000000002_case.sql
-- Up Migration
ALTER TABLE users DROP COLUMN IF EXISTS remark, DROP CONSTRAINT IF EXISTS remark_given;
ALTER TABLE users ADD COLUMN tag text, ALTER COLUMN tag SET DEFAULT '';
ALTER TABLE users ADD CONSTRAINT tag_given CHECK (tag <> '') NOT VALID, DROP CONSTRAINT tag_given;
ALTER TABLE users DROP CONSTRAINT users_name_not_null;
ALTER TABLE children DROP COLUMN id;
ALTER TABLE elsewhere DROP COLUMN id;
DROP INDEX elsewhere_idx;
DROP TRIGGER elsewhere_watch ON elsewhere;
ALTER TABLE like_users DROP CONSTRAINT like_users_pkey, DROP CONSTRAINT like_users_email_key;
CREATE TABLE carts (email text REFERENCES users (email), name text REFERENCES users (name), "user" bigint REFERENCES users);
-- Down Migration
DROP TABLE carts;
ALTER TABLE users DROP COLUMN tag;
DROP INDEX users_name_idx;
ALTER TABLE IF EXISTS carts DROP COLUMN name;
DROP TABLE IF EXISTS carts;
