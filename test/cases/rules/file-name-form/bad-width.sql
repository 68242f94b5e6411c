-- file: 0001_add-customers.sql
CREATE TABLE IF NOT EXISTS customers (id bigint PRIMARY KEY);
-- file: 0002_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
-- file: 1700000000002_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
