-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, state text, total numeric);
CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id) ON DELETE RESTRICT);
CREATE TABLE refunds (id bigint PRIMARY KEY, payment_id bigint REFERENCES payments (id));
-- file: 1700000000002_truncate.sql
TRUNCATE orders CASCADE;
