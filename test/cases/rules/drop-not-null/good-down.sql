-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL, note text);
-- file: 1700000000002_note.sql
-- Up Migration
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
-- Down Migration
ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;
