-- Up Migration
CREATE SCHEMA IF NOT EXISTS shop;
CREATE TABLE IF NOT EXISTS shop.users (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS shop.orders (id bigint PRIMARY KEY, user_id bigint REFERENCES shop.users (id));
-- Down Migration
DROP TABLE IF EXISTS shop.users CASCADE;
DROP SCHEMA IF EXISTS shop CASCADE;
