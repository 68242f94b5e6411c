-- source: squawk, renaming-table; GitLab, "Rename table without downtime"
-- file: 1700000000001_before.sql
CREATE TABLE tickets (id bigint PRIMARY KEY, title text);
-- file: 1700000000002_rename.sql
BEGIN;
SET LOCAL lock_timeout = '1s';
ALTER TABLE tickets RENAME TO issues;
CREATE VIEW tickets AS SELECT * FROM issues;
COMMIT;
