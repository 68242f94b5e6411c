-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL, note text);
-- file: 1700000000002_note.sql
ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;
