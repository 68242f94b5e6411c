ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY payments_of_tenant ON payments USING (true);
