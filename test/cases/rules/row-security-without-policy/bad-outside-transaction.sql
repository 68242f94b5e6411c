-- pgmaestro: no-transaction
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_of_tenant ON orders USING (true);
