-- Up Migration
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
CREATE OR REPLACE VIEW buyers AS SELECT user_id FROM orders;
-- Down Migration
DROP VIEW IF EXISTS buyers;
DROP TABLE IF EXISTS orders;
DROP TABLE IF EXISTS users;
