-- file: 1700000000001_orders.sql
CREATE TYPE order_state AS ENUM ('open', 'closed');
CREATE TABLE orders (id bigint PRIMARY KEY, state order_state);
-- file: 1700000000002_drop.sql
DROP TYPE order_state CASCADE;
