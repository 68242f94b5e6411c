-- source: pgfence and MigrationPilot: the four steps, each a file, with timeouts
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- file: 1700000000002_add-check.sql
SET lock_timeout = '5s';
ALTER TABLE users ADD CONSTRAINT users_email_not_null CHECK (email IS NOT NULL) NOT VALID;
-- file: 1700000000003_validate-check.sql
SET lock_timeout = '5s';
SET statement_timeout = '10min';
ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;
-- file: 1700000000004_set-not-null.sql
SET lock_timeout = '5s';
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- file: 1700000000005_drop-check.sql
SET lock_timeout = '5s';
ALTER TABLE users DROP CONSTRAINT users_email_not_null;
