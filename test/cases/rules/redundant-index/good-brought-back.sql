-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_email_name_idx ON users (email, name);
-- file: 1700000000002_drop.sql
-- Up Migration
DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
-- Down Migration
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email);
