-- source: PostgreSQL manual, REINDEX
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX email_idx ON users (email);
-- file: 1700000000002_reindex.sql
REINDEX INDEX CONCURRENTLY email_idx;
-- file: 1700000000003_reindex-table.sql
SET lock_timeout = '5s';
REINDEX TABLE CONCURRENTLY users;
