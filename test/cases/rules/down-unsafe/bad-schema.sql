-- file: 1700000000001_add-orders.sql
CREATE SCHEMA IF NOT EXISTS shop;
CREATE TABLE IF NOT EXISTS shop.orders (id bigint PRIMARY KEY);
-- file: 1700000000002_add-users.sql
-- Up Migration
CREATE TABLE IF NOT EXISTS shop.users (id bigint PRIMARY KEY);
-- Down Migration
DROP SCHEMA IF EXISTS shop CASCADE;
