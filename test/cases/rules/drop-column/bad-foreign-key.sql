-- file: 1700000000001_orders.sql
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- file: 1700000000002_user_id.sql
ALTER TABLE orders DROP COLUMN IF EXISTS user_id CASCADE;
