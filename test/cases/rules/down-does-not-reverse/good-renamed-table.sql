-- file: 1700000000001_orders.sql
CREATE SCHEMA app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, note text);
-- file: 1700000000002_case.sql
-- Up Migration
SET LOCAL search_path = app;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE orders RENAME TO purchases;
-- Down Migration
ALTER TABLE app.purchases ALTER COLUMN note DROP NOT NULL;
ALTER TABLE app.purchases RENAME TO orders;
