-- config: {"postgres":18}
-- source: PostgreSQL manual, ALTER TABLE, ADD … NOT NULL … NOT VALID of 18
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, some_column text);
-- file: 1700000000002_add-constraint.sql
ALTER TABLE users ADD CONSTRAINT users_some_column_not_null NOT NULL some_column NOT VALID;
-- file: 1700000000003_validate.sql
ALTER TABLE users VALIDATE CONSTRAINT users_some_column_not_null;
