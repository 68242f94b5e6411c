-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL, note text);
-- file: 1700000000002_email.sql
-- pgmaestro-ignore drop-not-null: release 4.2 copes with orders without an address
ALTER TABLE orders ALTER COLUMN email DROP NOT NULL;
