-- file: 1700000000001_add-users-and-orders.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE OR REPLACE VIEW buyers AS SELECT id FROM users;
-- file: 1700000000002_add-notes.sql
-- Up Migration
ALTER TABLE users ADD COLUMN IF NOT EXISTS note text;
-- Down Migration
DROP TABLE IF EXISTS users CASCADE;
