-- file: 1700000000001_number.sql
ALTER TABLE orders ADD COLUMN number text;
-- file: 1700000000002_number_index.sql
CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON orders (number);
-- file: 1700000000003_number_key.sql
ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key;
