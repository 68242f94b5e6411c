-- file: 1700000000001_schema.sql
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_case.sql
DROP VIEW IF EXISTS app.totals, recent;
CREATE FUNCTION total(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1';
CREATE INDEX orders_user_id_idx ON orders (user_id);
DROP TRIGGER IF EXISTS touch ON invoices;
COMMENT ON SCHEMA app IS 'The shop.';
