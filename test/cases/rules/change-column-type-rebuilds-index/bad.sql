-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
-- file: 1700000000002_email.sql
ALTER TABLE users ALTER COLUMN email TYPE text COLLATE "C";
