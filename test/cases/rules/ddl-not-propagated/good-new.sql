SET citus.enable_ddl_propagation TO off;
CREATE TYPE state AS ENUM ('open');
CREATE TABLE notes (id int, state state);
ALTER TABLE notes ADD COLUMN note text;
