-- file: 1700000000001_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint);
-- file: 1700000000002_add-users.sql
-- Up Migration
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
-- Down Migration
DROP TABLE IF EXISTS users CASCADE;
