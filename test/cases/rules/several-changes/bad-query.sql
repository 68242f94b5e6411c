-- file: 1700000000001_schema.sql
CREATE TABLE orders (id bigint PRIMARY KEY, state text, total bigint);
CREATE TABLE parcels (id bigint PRIMARY KEY, total bigint);
-- file: 1700000000002_case.sql
SELECT count(*) FROM orders, parcels;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
ALTER TABLE parcels ADD COLUMN IF NOT EXISTS weight bigint;
