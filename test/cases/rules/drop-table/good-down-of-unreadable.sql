-- Up Migration
CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE TABL broken;
-- Down Migration
DROP TABLE notes;
