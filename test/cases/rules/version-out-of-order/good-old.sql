-- config: {"base": {"names": ["1700000000001_add-users", "1700000000005_add-invoices"]}, "states": {"1700000000001_add-users": "applied"}}
-- file: 1700000000001_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
