-- Up Migration
CREATE TABLE notes (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN note_id bigint;
-- Down Migration
ALTER TABLE orders DROP COLUMN note_id CASCADE;
DROP TABLE notes CASCADE;
