-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL, note text);
-- file: 1700000000002_note.sql
-- Up Migration
ALTER TABLE orders ADD COLUMN channel text;
-- Down Migration
ALTER TABLE orders DROP COLUMN channel, DROP COLUMN note;
