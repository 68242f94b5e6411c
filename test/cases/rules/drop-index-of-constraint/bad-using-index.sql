-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_unique UNIQUE USING INDEX users_email_idx;
-- file: 1700000000002_drop.sql
DROP INDEX users_email_unique CASCADE;
