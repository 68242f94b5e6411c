-- file: 1700000000001_create-orders.sql
CREATE TYPE order_status AS ENUM ('new');
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, status order_status);
-- file: 1700000000002_case.sql
BEGIN;
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
INSERT INTO orders (id, status) VALUES (1, 'refunded');
COMMIT;
