-- source: strong_migrations, "Changing the default value of a column"
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, state text);
-- file: 1700000000002_default.sql
SET LOCAL lock_timeout = '2s';
ALTER TABLE users ALTER COLUMN state SET DEFAULT 'new';
