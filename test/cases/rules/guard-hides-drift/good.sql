-- file: 1700000000001_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text);
-- file: 1700000000002_add-customers.sql
CREATE TABLE IF NOT EXISTS customers (id bigint PRIMARY KEY, name text NOT NULL);
CREATE INDEX IF NOT EXISTS customers_name_idx ON customers (name);
