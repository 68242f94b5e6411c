-- source: squawk, require-timeout-settings
-- file: 1700000000001_before.sql
CREATE TABLE accounts (id bigint PRIMARY KEY);
-- file: 1700000000002_add-email.sql
SET lock_timeout = '1s';
SET statement_timeout = '5s';
ALTER TABLE accounts ADD COLUMN IF NOT EXISTS email text;
