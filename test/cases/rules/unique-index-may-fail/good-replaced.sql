-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- file: 1700000000002_replace.sql
DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email) INCLUDE (id);
