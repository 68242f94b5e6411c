-- file: 1700000000001_tables.sql
CREATE TABLE users (id bigint PRIMARY KEY, email text, note text);
CREATE INDEX users_lower_idx ON users (lower(email));
CREATE INDEX users_note_idx ON users (note);
CREATE UNIQUE INDEX users_email_idx ON users (email);
CREATE MATERIALIZED VIEW notes AS SELECT note FROM users;
CREATE UNIQUE INDEX notes_note_idx ON notes (note);
ALTER TABLE users RENAME COLUMN email TO address;
-- file: 1700000000002_case.sql
DROP INDEX users_note_idx;
CREATE INDEX users_note_idx ON users (note, id);
DROP INDEX users_note_idx;
DROP INDEX IF EXISTS users_note_idx;
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_idx;
ALTER TABLE legacy ADD CONSTRAINT legacy_key UNIQUE USING INDEX legacy_note_idx;
REFRESH MATERIALIZED VIEW CONCURRENTLY notes;
REFRESH MATERIALIZED VIEW CONCURRENTLY legacy_notes;
ALTER TABLE users DROP COLUMN address;
CREATE INDEX users_lower_idx ON users (lower(note));
