-- file: 1700000000001_orders.sql
CREATE TABLE orders (
    id bigint PRIMARY KEY, total integer, email text,
    CHECK (total > 0), CHECK (email IS NOT NULL OR total IS NOT NULL)
);
-- file: 1700000000002_not_null.sql
ALTER TABLE orders ALTER COLUMN total SET NOT NULL, ALTER COLUMN email SET NOT NULL;
