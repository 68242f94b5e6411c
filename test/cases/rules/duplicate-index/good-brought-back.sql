-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
CREATE UNIQUE INDEX users_email_idx ON users (email);
-- file: 1700000000002_drop.sql
-- Up Migration
DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
-- Down Migration
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email);
