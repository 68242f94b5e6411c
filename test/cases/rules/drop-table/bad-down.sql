-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
-- file: 1700000000002_notes.sql
-- Up Migration
CREATE TABLE notes (id bigint PRIMARY KEY);
-- Down Migration
DROP TABLE notes;
DROP TABLE orders;
