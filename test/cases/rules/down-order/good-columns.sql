-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint PRIMARY KEY, deleted boolean);
CREATE TABLE teams (id bigint PRIMARY KEY);
-- file: 1700000000002_case.sql
-- Up Migration
ALTER TABLE teams ADD COLUMN deleted boolean;
CREATE VIEW active AS SELECT users.id FROM users, teams WHERE NOT users.deleted;
ALTER TABLE teams ADD COLUMN code text;
CREATE VIEW codes AS SELECT code FROM teams;
ALTER TABLE teams ADD CONSTRAINT teams_key FOREIGN KEY (id) REFERENCES users (id);
ALTER TABLE users ADD COLUMN team bigint REFERENCES teams (id);
-- Down Migration
ALTER TABLE teams DROP CONSTRAINT teams_key;
ALTER TABLE teams DROP COLUMN deleted;
DROP VIEW codes;
ALTER TABLE teams DROP COLUMN code;
ALTER TABLE users DROP COLUMN team;
DROP VIEW active;
