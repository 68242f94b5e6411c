-- config: {"states": {"1700000000001_orders": "applied", "1700000000002_case": "pending"}}
-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);
-- file: 1700000000002_case.sql
CREATE INDEX IF NOT EXISTS orders_total_idx ON orders (total);
