-- config: {"postgres": 18}
-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.16) VIRTUAL);
-- file: 1700000000002_gross.sql
ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (net * 1.19);
