-- file: 1700000000001_create-orders.sql
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
-- file: 1700000000002_case.sql
-- Up Migration
ALTER TABLE orders ADD COLUM note text;
-- Down Migration
ALTER TABLE orders DROP COLUMN IF EXISTS note;
