-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, state text, total numeric);
CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
-- file: 1700000000002_drop.sql
ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE;
