-- source: GitLab, "Text limits"
-- file: 1700000000001_before.sql
CREATE TABLE issues (id bigint PRIMARY KEY, title text);
-- file: 1700000000002_add-limit.sql
SET LOCAL lock_timeout TO '100ms';
ALTER TABLE issues ADD CONSTRAINT check_f3e4b2 CHECK (char_length(title) <= 255) NOT VALID;
-- file: 1700000000003_validate-limit.sql
SET statement_timeout TO 0;
ALTER TABLE issues VALIDATE CONSTRAINT check_f3e4b2;
RESET statement_timeout;
