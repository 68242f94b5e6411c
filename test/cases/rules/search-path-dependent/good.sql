-- file: 1700000000001_schema.sql
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_case.sql
CREATE TABLE IF NOT EXISTS app.invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
ALTER TABLE app.orders ADD COLUMN IF NOT EXISTS invoice_id bigint;
