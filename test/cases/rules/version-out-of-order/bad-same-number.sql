-- config: {"base": {"names": ["1700000000001_add-users", "1700000000005_add-invoices"]}}
-- file: 1700000000005_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
