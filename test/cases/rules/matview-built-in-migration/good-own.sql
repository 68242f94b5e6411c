CREATE TABLE notes (id bigint PRIMARY KEY);
CREATE MATERIALIZED VIEW note_count AS SELECT count(*) FROM notes;
