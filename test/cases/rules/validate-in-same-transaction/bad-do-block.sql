-- file: 1700000000001_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
-- file: 1700000000002_case.sql
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'total_positive') THEN
        ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
        ALTER TABLE orders VALIDATE CONSTRAINT total_positive;
    END IF;
END $$;
