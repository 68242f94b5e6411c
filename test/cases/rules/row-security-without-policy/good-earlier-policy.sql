-- file: 1700000000001_policy.sql
CREATE POLICY orders_of_tenant ON orders USING (true);
-- file: 1700000000002_enable.sql
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
