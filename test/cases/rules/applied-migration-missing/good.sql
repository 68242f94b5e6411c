-- config: {"states": {"1700000000003_add-orders": "pending"}, "base": {"names": [], "deleted": []}}
-- file: 1700000000003_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
