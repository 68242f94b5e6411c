-- source: squawk, adding-foreign-key-constraint
-- file: 1700000000001_before.sql
CREATE TABLE projects (id bigint PRIMARY KEY);
CREATE TABLE issues (id bigint PRIMARY KEY, project_id bigint);
CREATE INDEX index_issues_on_project_id ON issues (project_id);
-- file: 1700000000002_add-key.sql
BEGIN;
SET LOCAL lock_timeout = '1s';
ALTER TABLE "issues" ADD CONSTRAINT "fk_project" FOREIGN KEY ("project_id") REFERENCES "projects" ("id") NOT VALID;
COMMIT;

BEGIN;
ALTER TABLE "issues" VALIDATE CONSTRAINT "fk_project";
COMMIT;
