CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_orders ON orders;
CREATE POLICY own_orders ON orders USING (user_id = 1);
