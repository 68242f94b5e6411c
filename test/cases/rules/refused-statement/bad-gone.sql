-- file: 1700000000001_tables.sql
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- file: 1700000000002_case.sql
-- Up Migration
CREATE TABLE carts (id bigint PRIMARY KEY, note text);
CREATE INDEX carts_note_idx ON carts (note);
ALTER TABLE orders RENAME TO purchases;
-- Down Migration
DROP TABLE carts;
DROP INDEX carts_note_idx;
ALTER TABLE orders DROP COLUMN note;
