-- config: {"base": {"names": ["1700000000003_add-orders"], "modified": {"1700000000003_add-orders.sql": "CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);\n"}}}
-- file: 1700000000003_add-orders.sql
-- Up Migration
-- What people buy.
CREATE TABLE IF NOT EXISTS orders (
    id bigint PRIMARY KEY
);
-- Down Migration
DROP TABLE IF EXISTS orders;
