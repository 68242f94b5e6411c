-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email text);
-- file: 1700000000002_add-orders.sql
-- Up Migration
CREATE SCHEMA IF NOT EXISTS shop;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);
CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
COMMENT ON TABLE orders IS 'What people buy.';
ALTER TABLE users ADD COLUMN IF NOT EXISTS note text;
-- Down Migration
ALTER TABLE users DROP COLUMN IF EXISTS note;
DROP TABLE IF EXISTS orders;
