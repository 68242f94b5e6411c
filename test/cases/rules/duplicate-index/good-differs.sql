-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, deleted_at timestamptz);
CREATE INDEX users_name_idx ON users (name);
-- file: 1700000000002_index.sql
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_desc_idx ON users (name DESC);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_pattern_idx ON users (name text_pattern_ops);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_c_idx ON users (name COLLATE "C");
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_live_idx ON users (name) WHERE deleted_at IS NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_hash_idx ON users USING hash (name);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_email_idx ON users (name) INCLUDE (email);
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_lower_name_idx ON users (lower(name));
