-- source: pgfence, truncate
-- file: 1700000000001_before.sql
CREATE TABLE sessions (id bigint PRIMARY KEY, expires_at timestamptz);
-- file: 1700000000002_delete.sql
DELETE FROM sessions WHERE ctid IN (SELECT ctid FROM sessions WHERE expires_at < now() LIMIT 1000);
