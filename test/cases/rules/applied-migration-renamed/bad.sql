-- config: {"states": {"1700000000001_add-users": "missing", "1700000000003_add-users": "pending"}}
-- file: 1700000000003_add-users.sql
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
