-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
CREATE INDEX users_email_idx ON users (email);
-- file: 1700000000002_drop_index.sql
DROP INDEX CONCURRENTLY users_email_idx;
-- file: 1700000000003_email.sql
ALTER TABLE users ALTER COLUMN email TYPE text COLLATE "C";
