-- file: 1700000000002_add-customers.sql
CREATE TABLE IF NOT EXISTS customers (id bigint PRIMARY KEY);
-- file: 1700000000002_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
