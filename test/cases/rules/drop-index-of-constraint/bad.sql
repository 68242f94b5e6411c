-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
-- file: 1700000000002_drop.sql
DROP INDEX CONCURRENTLY IF EXISTS users_email_key;
