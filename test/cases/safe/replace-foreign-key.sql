-- source: GitLab, "Foreign keys and associations": change ON DELETE by a second key
-- file: 1700000000001_before.sql
CREATE TABLE projects (id bigint PRIMARY KEY);
CREATE TABLE issues (id bigint PRIMARY KEY, project_id bigint, CONSTRAINT fk_old FOREIGN KEY (project_id) REFERENCES projects (id));
CREATE INDEX index_issues_on_project_id ON issues (project_id);
-- file: 1700000000002_add-new.sql
ALTER TABLE issues ADD CONSTRAINT fk_new FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE NOT VALID;
-- file: 1700000000003_validate-new.sql
ALTER TABLE issues VALIDATE CONSTRAINT fk_new;
-- file: 1700000000004_drop-old.sql
ALTER TABLE issues DROP CONSTRAINT fk_old;
