-- file: 1700000000001_schema.sql
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_case.sql
CREATE TEMP TABLE picked (id bigint);
ALTER TABLE picked ADD COLUMN note text;
INSERT INTO orders (id) SELECT id FROM picked;
