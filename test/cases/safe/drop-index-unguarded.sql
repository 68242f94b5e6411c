-- source: PostgreSQL manual, DROP INDEX
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX email_idx ON users (email);
-- file: 1700000000002_drop.sql
DROP INDEX CONCURRENTLY email_idx;
