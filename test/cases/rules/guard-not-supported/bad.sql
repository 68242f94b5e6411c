CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, user_id bigint);
CREATE POLICY IF NOT EXISTS own_orders ON orders USING (user_id = 1);
