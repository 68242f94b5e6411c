-- Up Migration
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, parent_id bigint REFERENCES users (id));
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- Down Migration
DROP TABLE IF EXISTS users, orders;
