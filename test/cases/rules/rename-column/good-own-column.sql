-- file: 1700000000001_users.sql
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- file: 1700000000002_rename.sql
ALTER TABLE users ADD COLUMN nick text;
ALTER TABLE users RENAME COLUMN nick TO nickname;
