-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total int, CONSTRAINT orders_total_check CHECK (total >= 0));
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP CONSTRAINT orders_total_check;
ALTER TABLE users DROP CONSTRAINT users_email_key;
