-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, state text, total numeric);
CREATE VIEW order_totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
CREATE VIEW order_states AS SELECT state FROM orders;
-- file: 1700000000002_drop.sql
ALTER TABLE orders DROP COLUMN total CASCADE;
