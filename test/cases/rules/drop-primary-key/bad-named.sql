-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint, CONSTRAINT orders_by_id PRIMARY KEY (id));
-- file: 1700000000002_case.sql
ALTER TABLE orders DROP CONSTRAINT orders_by_id;
