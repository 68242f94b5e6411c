-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, name text);
CREATE INDEX users_name_idx ON users (name);
-- file: 1700000000002_index.sql
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_by_name_idx ON users (name ASC NULLS LAST);
