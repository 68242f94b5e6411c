-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE INDEX users_name_idx ON users (name);
-- file: 1700000000002_replace.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_new_idx ON users (name);
DROP INDEX CONCURRENTLY IF EXISTS users_name_idx;
