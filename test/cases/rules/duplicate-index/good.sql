-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, name text);
-- file: 1700000000002_index.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_idx ON users (name);
