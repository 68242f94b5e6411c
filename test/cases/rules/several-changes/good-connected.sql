-- file: 1700000000001_add-shops.sql
CREATE TABLE IF NOT EXISTS shops (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, shop_id bigint REFERENCES shops (id));
-- file: 1700000000002_connect.sql
ALTER TABLE shops ADD COLUMN IF NOT EXISTS open boolean;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS seen boolean;
ALTER TABLE users ADD COLUMN IF NOT EXISTS order_id bigint;
ALTER TABLE users ADD CONSTRAINT users_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) NOT VALID;
ALTER TABLE totals ADD COLUMN IF NOT EXISTS paid numeric;
INSERT INTO totals (paid) SELECT sum(price) FROM orders ON CONFLICT DO NOTHING;
