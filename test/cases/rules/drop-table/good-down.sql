-- Up Migration
CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY);
ALTER TABLE notes RENAME TO remarks;
-- Down Migration
DROP TABLE IF EXISTS remarks;
