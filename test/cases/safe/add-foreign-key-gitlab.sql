-- source: GitLab, add_concurrent_foreign_key
-- file: 1700000000001_before.sql
CREATE TABLE projects (id bigint PRIMARY KEY);
CREATE TABLE issues (id bigint PRIMARY KEY, project_id bigint);
CREATE INDEX index_issues_on_project_id ON issues (project_id);
-- file: 1700000000002_add-key.sql
SET LOCAL lock_timeout TO '100ms';
LOCK TABLE projects, issues IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE issues ADD CONSTRAINT fk_899c8f3231 FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE NOT VALID;
-- file: 1700000000003_validate-key.sql
SET statement_timeout TO 0;
ALTER TABLE issues VALIDATE CONSTRAINT fk_899c8f3231;
RESET statement_timeout;
