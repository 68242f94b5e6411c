-- config: {"base": {"names": ["1700000000001_add-users"], "deleted": ["migrations/1700000000001_add-users.sql"]}}
-- file: 1700000000003_add-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
