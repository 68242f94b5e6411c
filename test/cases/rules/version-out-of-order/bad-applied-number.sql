-- config: {"states": {"1700000000005_add-invoices": "applied", "1700000000005_add-orders": "pending"}}
-- file: 1700000000005_add-invoices.sql
CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
-- file: 1700000000005_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
