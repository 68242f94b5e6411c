-- source: PostgreSQL manual, ALTER TABLE, Notes
-- file: 1700000000001_before.sql
CREATE TABLE accounts (id bigint PRIMARY KEY);
-- file: 1700000000002_add-active.sql
SET lock_timeout = '2s';
ALTER TABLE accounts ADD COLUMN IF NOT EXISTS active boolean NOT NULL DEFAULT true;
