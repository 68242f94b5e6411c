-- config: {"base": {"names": ["1700000000003_add-orders"], "modified": {"1700000000003_add-orders.sql": "-- What people buy.\nCREATE TABLE IF NOT EXISTS orders (\n    id bigint PRIMARY KEY,\n    total integer\n);\n"}}}
-- file: 1700000000003_add-orders.sql
-- What people buy.
CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY,
    total numeric
);
