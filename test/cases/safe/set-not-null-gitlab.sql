-- source: GitLab, "NOT NULL constraints": the CHECK stays
-- file: 1700000000001_before.sql
CREATE TABLE epics (id bigint PRIMARY KEY, description text);
-- file: 1700000000002_add-check.sql
ALTER TABLE epics ADD CONSTRAINT check_2e1f CHECK (description IS NOT NULL) NOT VALID;
-- file: 1700000000003_validate-check.sql
ALTER TABLE epics VALIDATE CONSTRAINT check_2e1f;
