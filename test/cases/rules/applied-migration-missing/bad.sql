-- config: {"states": {"1700000000001_add-users": "missing", "1700000000003_add-orders": "pending"}, "base": {"names": [], "deleted": ["migrations/1700000000002_add-customers.sql"]}}
-- file: 1700000000003_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
