-- Up Migration
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TYPE order_state AS ENUM ('new');
CREATE AGGREGATE order_sum (numeric) (SFUNC = numeric_add, STYPE = numeric);
CREATE INDEX orders_id ON orders (id);
-- Down Migration
DROP AGGREGATE order_sum (numeric);
DROP AGGREGATE order_sum (numeric);
DROP TYPE order_state;
DROP TYPE order_state;
DROP TABLE orders;
DROP TRIGGER touched ON orders;
DELETE FROM orders;
TRUNCATE orders;
