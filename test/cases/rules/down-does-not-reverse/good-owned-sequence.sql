-- file: 1700000000001_add-orders.sql
-- Up Migration
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, number bigint);
CREATE SEQUENCE IF NOT EXISTS orders_id_seq;
CREATE SEQUENCE IF NOT EXISTS orders_number_seq OWNED BY orders.number;
ALTER SEQUENCE orders_id_seq OWNED BY orders.id;
-- Down Migration
DROP TABLE IF EXISTS orders;
