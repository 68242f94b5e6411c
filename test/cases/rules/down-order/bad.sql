-- Up Migration
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, mood mood);
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE OR REPLACE VIEW buyers AS SELECT user_id FROM orders;
-- Down Migration
DROP TYPE IF EXISTS mood;
DROP TABLE IF EXISTS users;
DROP TABLE IF EXISTS orders;
DROP VIEW IF EXISTS buyers;
