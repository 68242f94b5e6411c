CREATE POLICY orders_of_tenant ON orders USING (true);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER POLICY orders_of_tenant ON orders USING (false);
DROP POLICY orders_of_tenant ON orders;
