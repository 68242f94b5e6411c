-- file: 1700000000001_orders.sql
CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id integer REFERENCES users);
-- file: 1700000000002_id.sql
ALTER TABLE users ALTER COLUMN id TYPE bigint;
