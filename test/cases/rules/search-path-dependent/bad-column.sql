-- file: 1700000000001_schema.sql
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_case.sql
DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER archive;
ALTER TABLE orders RENAME COLUMN user_id TO customer_id;
