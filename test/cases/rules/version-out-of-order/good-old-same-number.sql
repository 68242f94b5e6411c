-- config: {"base": {"names": ["1700000000005_add-invoices", "1700000000005_add-orders"]}}
-- file: 1700000000005_add-invoices.sql
CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
-- file: 1700000000005_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
