-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
-- file: 1700000000002_check.sql
ALTER TABLE orders DROP CONSTRAINT IF EXISTS total_positive;
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
