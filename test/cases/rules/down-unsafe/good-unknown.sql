-- Up Migration
CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY);
-- Down Migration
DROP FUNCTION IF EXISTS touch_notes CASCADE;
DROP TABLE IF EXISTS notes;
