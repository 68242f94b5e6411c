-- source: GitLab, "Dropping a database table"
-- file: 1700000000001_before.sql
CREATE TABLE projects (id bigint PRIMARY KEY);
CREATE TABLE examples (id bigint PRIMARY KEY, project_id bigint, CONSTRAINT fk_project FOREIGN KEY (project_id) REFERENCES projects (id));
-- file: 1700000000002_drop-key.sql
SET LOCAL lock_timeout TO '100ms';
ALTER TABLE examples DROP CONSTRAINT fk_project;
-- file: 1700000000003_drop-table.sql
-- pgmaestro-ignore drop-table: no code uses it since release 41
DROP TABLE examples;
