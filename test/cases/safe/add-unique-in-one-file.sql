-- source: squawk, disallowed-unique-constraint
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- file: 1700000000002_add-unique.sql
CREATE UNIQUE INDEX CONCURRENTLY users_email_idx ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;
