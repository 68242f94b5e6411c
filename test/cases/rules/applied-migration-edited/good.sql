-- config: {"base": {"names": ["1700000000003_add-orders"], "modified": {}}, "states": {"1700000000003_add-orders": "applied"}}
-- file: 1700000000003_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, total numeric);
