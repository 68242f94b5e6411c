-- file: 1700000000001_schema.sql
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_case.sql
SET LOCAL search_path = app, pg_temp;
ALTER TABLE orders ADD COLUMN invoice_id bigint;
