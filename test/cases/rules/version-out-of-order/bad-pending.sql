-- config: {"states": {"1700000000003_add-orders": "out-of-order", "1700000000005_add-invoices": "applied"}}
-- file: 1700000000003_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
