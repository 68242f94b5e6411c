-- source: GitLab, add_concurrent_index
-- file: 1700000000001_before.sql
CREATE TABLE issues (id bigint PRIMARY KEY, project_id bigint);
-- file: 1700000000002_index-issues.sql
SET statement_timeout TO 0;
CREATE INDEX CONCURRENTLY index_issues_on_project_id ON issues USING btree (project_id);
RESET statement_timeout;
