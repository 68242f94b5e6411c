-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(200));
CREATE UNIQUE INDEX users_email_key ON users (email);
-- file: 1700000000002_email.sql
ALTER TABLE users ALTER COLUMN email TYPE citext;
