-- config: {"states": {"1700000000001_add-users": "edited", "1700000000003_add-orders": "pending"}}
-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
-- file: 1700000000003_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
