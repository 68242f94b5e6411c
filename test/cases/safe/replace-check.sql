-- source: eugene, "Add a check constraint"; squawk, constraint-missing-not-valid
-- file: 1700000000001_before.sql
CREATE TABLE users (id bigint PRIMARY KEY, state text, CONSTRAINT users_state_check CHECK (state IN ('a', 'b')));
-- file: 1700000000002_add-new.sql
ALTER TABLE users ADD CONSTRAINT users_state_check_2 CHECK (state IN ('a', 'b', 'c')) NOT VALID;
-- file: 1700000000003_validate-new.sql
ALTER TABLE users VALIDATE CONSTRAINT users_state_check_2;
-- file: 1700000000004_drop-old.sql
ALTER TABLE users DROP CONSTRAINT users_state_check;
