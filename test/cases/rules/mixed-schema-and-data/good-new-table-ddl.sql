CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE INDEX notes_id_idx ON notes (id);
UPDATE orders SET state = 'open' WHERE state IS NULL;
